/** The engine makes slices that hold on to the whole text; what outlives a document is kept as a copy. */
export const copyOf = (text: string): string => ` ${text}`.slice(1);
