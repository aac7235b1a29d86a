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
    header = {line for line, number in zip(grid.lines, grid.row_numbers, strict=True) if number in done.sheet.layout.heading_rows}
    out = {one.line for one in done.left_out}
    if done.table is None:
        failing = {cell.line for repair in done.repairs for cell in repair.cells}
        return [f"line {line} fails and is also left out" for line in failing & out]
    taken = set(done.table.lines)
    lost = filled - taken - out - header
    return [f"line {line} is nowhere" for line in lost] + [f"line {line} is in both" for line in taken & out]


def _cells_unaccounted(done: Conversion) -> list[str]:
    if done.table is None:
        return []
    grid, headings = done.sheet.grid, done.sheet.layout.headings
    told = {(change.line, change.column, change.before, change.after) for change in done.cells}
    found = []
    by_line: dict[int, list[tuple[str, ...]]] = {}
    for line, row in zip(grid.lines, grid.rows, strict=True):
        by_line.setdefault(line, []).append(row)
    for line, row in zip(done.table.lines, done.table.rows, strict=True):
        for name, cell in zip(done.table.columns, row, strict=True):
            how = done.mapping.columns[name]
            if not how.sources or how.transform is Transform.sum_of:
                continue
            place = headings.index(how.sources[0])
            sources = {row[place] if place < len(row) else "" for row in by_line[line]}
            if cell not in sources and not any((line, name, source, cell) in told for source in sources):
                found.append(f"line {line}, {name}: {sources!r} became {cell!r} without an entry")
    return found
