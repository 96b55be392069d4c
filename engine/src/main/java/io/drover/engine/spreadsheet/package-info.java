/**
 * Sheets of cells, and the workbooks (.xlsx) they are read from.
 *
 * <p>A workbook is a zip archive of XML. It is unpacked in memory, part by part and only as far as it is needed, up to limits
 * that do not depend on what it says of itself; the XML is streamed, never held as a tree, and may not declare a document
 * type, so nothing outside the file is ever read. Apache POI says what a number format shows and which day a number stands
 * for; its models of whole workbooks are not used, since they take many times the size of the file.
 */
@NullMarked
package io.drover.engine.spreadsheet;

import org.jspecify.annotations.NullMarked;
