import { addRegisterFilter } from "./register-filter.js";

// It stands right before the table, so that the filter has its room before the table is drawn.
const register = document.querySelector("[data-register-filter]");
if (register && Number(register.dataset.registerFilter)) addRegisterFilter(register);
