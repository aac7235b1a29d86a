"""How the architecture tests find what each piece of code uses: every name followed through imports to where it is defined."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True)
class Module:
    """One file of Python: its dotted name and its tree."""

    name: str
    tree: ast.Module
    is_package: bool = False

    @cached_property
    def definitions(self) -> dict[str, Definition]:
        """The functions and classes at its top, by name."""
        return {node.name: node for node in self.tree.body if isinstance(node, Definition)}

    @cached_property
    def imports(self) -> dict[str, str]:
        """What each imported name stands for, in full."""
        found: dict[str, str] = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
                found.update({alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names})
            elif isinstance(node, ast.Import):
                for alias in node.names:
                    top = alias.name.partition(".")[0]
                    found[alias.asname or top] = alias.name if alias.asname else top
        return found


def module_of(file: str, code: str) -> Module:
    """Read one file, named as seen from the top of the project."""
    name = file.removesuffix(".py").replace("/", ".")
    return Module(name.removesuffix(".__init__"), ast.parse(code), is_package=name.endswith(".__init__"))


def used_names(module: Module) -> Iterator[str]:
    """Give every name that a module uses, in full: `core.engine.appraisal.appraise`. An import by itself uses nothing.

    A function that calls itself, or a class that names itself, does not use itself by that.
    """
    for owner, node in _uses(module.tree, ()):
        root, *rest = node
        if root in module.imports:
            yield ".".join((module.imports[root], *rest))
        elif root in module.definitions and root not in owner[:1]:
            yield f"{module.name}.{root}"


def used_attributes(module: Module) -> set[str]:
    """Give every name that a module takes from something with a dot, but for a method that names itself."""
    return {node[-1] for owner, node in _uses(module.tree, ()) if len(node) > 1 and node[-1] not in owner[-1:]}


def defined_at(name: str, modules: Mapping[str, Module]) -> tuple[str, str] | None:
    """Find the module and the name in it where something is defined, through every file that only hands it on."""
    parts = name.split(".")
    for cut in range(len(parts) - 1, 0, -1):
        module = modules.get(".".join(parts[:cut]))
        if module is None:
            continue
        if parts[cut] in module.definitions:
            return module.name, parts[cut]
        handed_on = module.imports.get(parts[cut])
        return defined_at(handed_on, modules) if handed_on and handed_on != name else None
    return None


def _uses(node: ast.AST, owner: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Give each use as the definitions it stands in and its dotted parts; what stands before a dot may be an expression."""
    if isinstance(node, Definition):
        for outside in node.decorator_list:
            yield from _uses(outside, owner)
        owner = (*owner, node.name)
        for inside in ast.iter_child_nodes(node):
            if inside not in node.decorator_list:
                yield from _uses(inside, owner)
        return
    if isinstance(node, ast.Name):
        yield owner, (node.id,)
    elif isinstance(node, ast.Attribute):
        yield owner, _dotted(node)
        if not isinstance(_root(node), ast.Name):
            yield from _uses(_root(node), owner)
        return
    for inside in ast.iter_child_nodes(node):
        yield from _uses(inside, owner)


def _root(node: ast.expr) -> ast.expr:
    return _root(node.value) if isinstance(node, ast.Attribute) else node


def _dotted(node: ast.expr) -> tuple[str, ...]:
    if isinstance(node, ast.Attribute):
        return (*_dotted(node.value), node.attr)
    return (node.id,) if isinstance(node, ast.Name) else ("",)
