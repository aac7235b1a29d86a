"""What must hold of every conversion: nothing altered, dropped or moved without an entry. Worked out from the grid anew."""

from core.ingest.messy import Conversion, Transform


def breaches(done: Conversion) -> list[str]:
    """List every cell and row of a conversion that cannot be accounted for."""
    return [*_rows_unaccounted(done), *_cells_unaccounted(done)]


def _rows_unaccounted(done: Conversion) -> list[str]:
    if done.table is None and not done.repairs:
        return []
    grid = done.sheet.grid
    filled = {line for line, row in zip(grid.lines, grid.rows, strict=True) if any(cell.strip() for cell in row)}
    header = next(line for line, number in zip(grid.lines, grid.row_numbers, strict=True) if number == done.sheet.layout.header_row)
    units = {line for line in filled if _is_units_row(done, line, header)}
    out = {one.line for one in done.left_out}
    if done.table is None:
        failing = {cell.line for repair in done.repairs for cell in repair.cells}
        return [f"line {line} fails and is also left out" for line in failing & out]
    taken = set(done.table.lines)
    lost = filled - taken - out - units - {header}
    return [f"line {line} is nowhere" for line in lost] + [f"line {line} is in both" for line in taken & out]


def _is_units_row(done: Conversion, line: int, header: int) -> bool:
    """The row under the heading, where its cells have gone into the headings."""
    grid = done.sheet.grid
    at = list(grid.lines).index(line)
    after = list(grid.lines).index(header) + 1
    cells = [cell.strip().strip("()") for cell in grid.rows[at] if cell.strip()]
    return at == after and all(any(heading.endswith(f"({cell})") for heading in done.sheet.layout.headings) for cell in cells)


def _cells_unaccounted(done: Conversion) -> list[str]:
    if done.table is None:
        return []
    grid, headings = done.sheet.grid, done.sheet.layout.headings
    told = {(change.line, change.column): (change.before, change.after) for change in done.cells}
    found = []
    by_line = dict(zip(grid.lines, grid.rows, strict=True))
    for line, row in zip(done.table.lines, done.table.rows, strict=True):
        for name, cell in zip(done.table.columns, row, strict=True):
            how = done.mapping.columns[name]
            if not how.sources or how.transform is Transform.sum_of:
                continue
            place = headings.index(how.sources[0])
            source = by_line[line][place] if place < len(by_line[line]) else ""
            if cell != source and told.get((line, name)) != (source, cell):
                found.append(f"line {line}, {name}: {source!r} became {cell!r} without an entry")
    return found
