/* What this device keeps: sealed answers, and how many it has sent. One database of the browser for all kits. */
const NAME = "parvis-field";
const ANSWERS = "answers", SENT = "sent";

function open() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore(ANSWERS, { keyPath: "key" }).createIndex("kit", "kit");
      asked.result.createObjectStore(SENT, { keyPath: "kit" });
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
    asked.onblocked = () => reject(new Error("blocked"));
  });
}

/* Does `act` in one transaction, and gives what it asked for once all of it is on the disk. */
async function within(mode, act) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction([ANSWERS, SENT], mode, { durability: "strict" });
      const asked = act(transaction.objectStore(ANSWERS), transaction.objectStore(SENT));
      transaction.oncomplete = () => resolve(asked?.result);
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

export const keep = (answer) => within("readwrite", (answers) => answers.add(answer));

export const waiting = (kit) => within("readonly", (answers) => answers.index("kit").getAll(kit));

export const sent = async (kit) => (await within("readonly", (_answers, counts) => counts.get(kit)))?.n ?? 0;

/* Erases the answers that the site has, and counts them, together: none is counted twice. */
export function settle(kit, keys) {
  return within("readwrite", (answers, counts) => {
    const told = counts.get(kit);
    told.onsuccess = () => {
      let n = told.result?.n ?? 0;
      const each = [...keys];
      const next = () => {
        const key = each.pop();
        if (key === undefined) { counts.put({ kit, n }); return; }
        const there = answers.getKey(key);
        there.onsuccess = () => {
          if (there.result !== undefined) { answers.delete(key); n += 1; }
          next();
        };
      };
      next();
    };
  });
}

/* Says of one answer why it stays, until somebody asks to send it again. */
export const mark = (key, stays) => within("readwrite", (answers) => {
  const there = answers.get(key);
  there.onsuccess = () => { if (there.result) answers.put({ ...there.result, stays }); };
});
