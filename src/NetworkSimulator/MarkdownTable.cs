using System.Buffers;
using System.Text;

namespace NetworkSimulator;

/// <summary>A table as GitHub writes it; columns of numbers stand to the right.</summary>
internal static class MarkdownTable
{
    /// <summary>Stands where there is no number.</summary>
    public const string None = "–";

    private static readonly SearchValues<char> OfNumbers = SearchValues.Create("0123456789.,");

    private const string Special = "\\`*_{}[]<>#|~&!";

    /// <summary>Appends the table after an empty line, or nothing where there are no rows.</summary>
    public static void Append(StringBuilder text, string[] header, IEnumerable<string[]> rows)
    {
        var all = rows.ToArray();
        if (all.Length == 0)
            return;
        text.Append('\n');
        Row(text, header);
        Row(text, [.. header.Select((_, column) => all.All(row => IsNumber(row[column])) ? "---:" : "---")]);
        foreach (var row in all)
            Row(text, [.. row.Select(Escape)]);
    }

    private static void Row(StringBuilder text, string[] cells) =>
        text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    /// <summary>A number, alone or with its unit; or nothing, where a number could stand.</summary>
    private static bool IsNumber(string cell)
    {
        if (cell.Length == 0 || cell == None)
            return true;
        var number = cell.AsSpan(cell[0] is '+' or '-' ? 1 : 0);
        if (number.IndexOf(' ') is > 0 and var unit)
            number = number[..unit];
        return number.Length > 0 && char.IsAsciiDigit(number[^1]) && !number.ContainsAnyExcept(OfNumbers);
    }

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
