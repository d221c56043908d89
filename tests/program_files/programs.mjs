// Makes files with packages of node, which lie in the folder where this runs:
//     node programs.mjs JOB < given.json > file
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(`${process.cwd()}/`);
const load = async (name) => import(pathToFileURL(require.resolve(name)).href);
const given = JSON.parse(readFileSync(0, "utf8"));
const print = (text) => process.stdout.write(text);

async function newsletter({ title, body, byline, shown, sent, url }) {
  const mjml = require("mjml");
  const source = `<mjml><mj-body><mj-section><mj-column>
    <mj-text font-size="10px"><a href="${url}">View this email in your browser</a></mj-text>
    <mj-text font-size="24px"><h1>${title}</h1></mj-text>
    <mj-text><p>${byline}</p><p>${shown}</p>${body}</mj-text>
    <mj-button href="${url}#reply">Leave a comment</mj-button></mj-column></mj-section>
    <mj-section><mj-column><mj-text font-size="10px">© Byline Samples. All rights reserved.<br/>
    You are receiving this email because you signed up. <a href="${url}#off">Unsubscribe</a>
    </mj-text></mj-column></mj-section></mj-body></mjml>`;
  const made = await (mjml.default ?? mjml)(source);
  const Composer = require("nodemailer/lib/mail-composer");
  const letter = new Composer({
    from: "Byline Samples <letter@example.org>", to: "reader@example.org", subject: title,
    date: new Date(sent), html: made.html,
    attachments: [{ filename: "figures.csv", content: "a,b\n1,2\n" }],
  });
  print(await letter.compile().build());
}

function feeds({ entries, kind }) {
  if (kind === "xml") {
    const RSS = require("rss");
    const feed = new RSS({ title: "Byline Samples", feed_url: "https://example.org/rss", site_url: "https://example.org/" });
    for (const one of entries) {
      feed.item({ title: one.title, url: one.url, author: one.authors.join(", "), date: one.day, description: one.body });
    }
    return print(feed.xml({ indent: true }));
  }
  const { Feed } = require("feed");
  const feed = new Feed({ title: "Byline Samples", id: "https://example.org/", link: "https://example.org/" });
  for (const one of entries) {
    feed.addItem({
      title: one.title, id: one.url, link: one.url, description: one.summary, content: one.body,
      date: new Date(one.day), published: new Date(one.day), author: one.authors.map((name) => ({ name })),
    });
  }
  print({ rss: () => feed.rss2(), atom: () => feed.atom1(), json: () => feed.json1() }[kind]());
}

function readable({ page, url }) {
  const { JSDOM } = require("jsdom");
  const { Readability } = require("@mozilla/readability");
  print(JSON.stringify(new Readability(new JSDOM(page, { url }).window.document).parse()));
}

function turned({ page }) {
  const Turndown = require("turndown");
  const service = new Turndown({ headingStyle: "atx", bulletListMarker: "-" });
  service.use(require("turndown-plugin-gfm").gfm);
  service.remove(["style", "title"]);
  print(service.turndown(page));
}

async function clipped({ page, url, created }) {
  const { JSDOM } = require("jsdom");
  const { Defuddle } = await import(pathToFileURL(`${process.cwd()}/node_modules/defuddle/dist/node.js`).href);
  const found = await Defuddle(new JSDOM(page, { url }).window.document, url, { markdown: true });
  const names = found.author.split(",").map((name) => `  - "[[${name.trim()}]]"\n`).join("");
  print(`---\ntitle: ${JSON.stringify(found.title)}\nsource: ${JSON.stringify(url)}\nauthor:\n${names}` +
    `published: ${found.published.slice(0, 10)}\ncreated: ${created}\ndescription: ${JSON.stringify(found.description)}\n` +
    `tags:\n  - "clippings"\n---\n${found.content}`);
}

function worded({ page }) {
  const { convert } = require("html-to-text");
  print(convert(page, { wordwrap: 80 }));
}

async function word({ title, byline, shown, paragraphs }) {
  const { Document, HeadingLevel, Packer, Paragraph, TextRun, FootnoteReferenceRun } = require("docx");
  const texts = paragraphs.map((text, at) => new Paragraph({
    children: [new TextRun(text), ...(at ? [] : [new FootnoteReferenceRun(1)])],
  }));
  const document = new Document({
    creator: "Un-named", footnotes: { 1: { children: [new Paragraph("Retold for Byline.")] } },
    sections: [{ children: [
      new Paragraph({ text: title, heading: HeadingLevel.TITLE }), new Paragraph(byline), new Paragraph(shown), ...texts,
    ] }],
  });
  print(await Packer.toBuffer(document));
}

async function drawn({ title, byline, shown, paragraphs }) {
  const PDF = require("pdfkit");
  const document = new PDF({ size: "A5", info: { Title: title } });
  document.pipe(process.stdout);
  document.font("Times-Bold").fontSize(18).text(title).moveDown();
  document.font("Times-Roman").fontSize(10).text(`${byline}, ${shown}`).moveDown();
  document.text(paragraphs.join("\n\n"), { columns: 2, columnGap: 16, align: "justify" });
  document.end();
}

async function booked({ title, authors, body, day }) {
  const { EPub } = require("epub-gen-memory");
  const book = new EPub({ title, author: authors, date: day, lang: "en", tocTitle: "Contents" },
    [{ title, content: body }]);
  print(await book.genEpub());
}

async function worded_page({ page }) {
  const made = await require("html-to-docx")(page);
  print(Buffer.from(made instanceof ArrayBuffer ? new Uint8Array(made) : made));
}

function tabled({ rows, delimiter }) {
  print(require("papaparse").unparse(rows, { delimiter }));
}

await { newsletter, feeds, readable, turned, clipped, worded, word, drawn, booked, worded_page, tabled }[process.argv[2]](given);
