// One article in the writing room: opens it, keeps what is typed, saves it.
import { Editor, pm } from "../bo-soan-thao.js";
import { Blocks } from "./blocks.js";
import { compare } from "./compare.js";
import { button, choose, element, moment } from "./elements.js";
import { Form } from "./form.js";
import { HandOver } from "./hand_over.js";
import { Inserts } from "./inserts.js";
