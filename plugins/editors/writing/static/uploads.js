// Sends photos and files; size and kind are told before anything is sent.
import { answerTo } from "./server.js";

const LARGEST = 40_000_000; // bytes
export const PHOTO_KINDS = ".jpg,.jpeg,.jpe,.png,.webp,.avif,.heic,.heif,.hif,.gif,.svg";
export const FILE_KINDS = ".pdf,.doc,.docx,.odt,.rtf,.xls,.xlsx,.ods,.csv,.ppt,.pptx,.odp,.txt,.zip,.rar,.7z,.epub,.mp3,.m4a,.mp4,.webm";

/** Tell whether a file is a photo: systems that do not know HEIC say nothing of its kind. */
export function isPhoto(file) {
  return file.type.startsWith("image/") || PHOTO_KINDS.split(",").includes(endingOf(file));
}

function endingOf(file) {
  return `.${file.name.split(".").pop().toLowerCase()}`;
}

function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(String(reader.result).split(",")[1] || ""));
    reader.addEventListener("error", () => reject(new Error(`Không đọc được “${file.name}”.`)));
    reader.readAsDataURL(file);
  });
}

/** Send a file for an article, and return its name there; throws an Error with words for the editor. */
export async function upload(bai, loai, file) {
  const kinds = (loai === "anh" ? PHOTO_KINDS : FILE_KINDS).split(",");
  const ending = endingOf(file);
  if (!kinds.includes(ending)) throw new Error(`“${file.name}” không phải loại tệp dùng được ở đây (${kinds.join(" ")}).`);
  if (file.size > LARGEST) throw new Error(`“${file.name}” nặng hơn 40 MB. Thu nhỏ rồi thêm lại.`);
  if (!file.size) throw new Error(`“${file.name}” rỗng (0 byte).`);
  return answerTo("them-tep", { bai, loai, ten: file.name, du_lieu: await base64(file) });
}

/** Let somebody choose files. */
export function chooseFiles(accept, multiple) {
  const input = document.createElement("input");
  Object.assign(input, { type: "file", accept, multiple });
  return new Promise((resolve) => {
    input.addEventListener("change", () => resolve([...input.files]));
    input.addEventListener("cancel", () => resolve([]));
    input.click();
  });
}
