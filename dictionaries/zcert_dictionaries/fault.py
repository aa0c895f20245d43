"""What is wrong with an edition, in words for the person who made its files."""


class EditionError(Exception):
    """One Chinese sentence that names the file and, where there is one, the line."""

    @classmethod
    def at(cls, file: str, line: int, what: str) -> "EditionError":
        """Return the error of one line, counted from 1 as an editor does."""
        return cls(f"字典文件 {file} 第 {line} 行：{what}。")

    @classmethod
    def of(cls, file: str, what: str) -> "EditionError":
        """Return the error of a whole file."""
        return cls(f"字典文件 {file}：{what}。")
