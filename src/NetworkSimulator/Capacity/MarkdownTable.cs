using System.Text;

namespace NetworkSimulator.Capacity;

/// <summary>A table as GitHub writes it.</summary>
internal static class MarkdownTable
{
    private const string Special = "\\`*_{}[]<>#|~&!";

    /// <summary>Appends the table after an empty line, or nothing where there are no rows.</summary>
    public static void Append(StringBuilder text, string[] header, IEnumerable<string[]> rows)
    {
        var all = rows.ToArray();
        if (all.Length == 0)
            return;
        text.Append('\n');
        Row(text, header);
        Row(text, [.. header.Select(_ => "---")]);
        foreach (var row in all)
            Row(text, [.. row.Select(Escape)]);
    }

    private static void Row(StringBuilder text, string[] cells) =>
        text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    /// <summary>Names come from callers: nothing in them may act as markup or end the cell.</summary>
    private static string Escape(string cell)
    {
        var escaped = new StringBuilder(cell.Length);
        foreach (var c in cell)
            if (char.IsControl(c) || c is '\u2028' or '\u2029')
                escaped.Append(' ');
            else if (Special.Contains(c, StringComparison.Ordinal))
                escaped.Append('\\').Append(c);
            else
                escaped.Append(c);
        return escaped.ToString();
    }
}
