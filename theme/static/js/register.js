import { addRegisterFilter } from "./register-filter.js";

const register = document.querySelector("[data-register-filter]");
if (register && register.querySelector("tbody tr")) addRegisterFilter(register);
