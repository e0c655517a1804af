using System.Text.RegularExpressions;

namespace KnowledgeApi.Content;

/// <summary>What a line of text copied from a web page is by those around it: an entry of a menu, or the article's own.</summary>
internal sealed partial class PastedPage(string[] lines)
{
    private const int LastOfMenu = 100;

    public bool IsBlank(int i) => i < 0 || i >= lines.Length || lines[i].Trim().Length == 0;

    public bool AfterFurniture(int i) => i > 0 && PastedLine.IsFurniture(lines[i - 1]);

    /// <summary>The next line below that is not blank.</summary>
    public string? NextText(int i) => lines.Skip(i + 1).FirstOrDefault(line => line.Trim().Length > 0);

    /// <summary>How many lines below a page's first button are further entries of its menu; a title stands alone.</summary>
    public int MenuBelow(int i)
    {
        if (!AfterFurniture(i))
            return 0;
        var end = i;
        while (end < lines.Length && PastedLine.CouldBeHeading(lines[end]) && !PastedLine.IsFurniture(lines[end]))
            end++;
        if (end - i < 2 || !IsBlank(end))
            return 0;
        // Above a date or a name the last line is the title.
        return NextText(end) is { } next && PastedLine.IsFurniture(next) ? end - i - 1 : end - i;
    }

    /// <summary>An entry of the site's menu or of a table of contents that the title stands right below.</summary>
    public bool IsEntry(int i)
    {
        if (i > LastOfMenu)
            return false;
        var (first, last) = (i, i);
        while (first > 0 && !IsBlank(first - 1))
            first--;
        for (
            var at = i + 1;
            at < 2 * LastOfMenu
                && !IsBlank(at)
                && (PastedLine.IsFurniture(lines[at]) || PastedLine.CouldBeHeading(lines[at]));
            at++
        )
            if (!PastedLine.IsFurniture(lines[at]))
                last = at;
        if (last == i || last - first < 3 || !Enumerable.Range(first, i - first + 1).Any(at => IsSite(lines[at])))
            return false;
        return lines[i].Trim().Split(' ').Length <= 2 || ComesAgain(i, last);
    }

    private static bool IsSite(string line) => PastedLine.IsFurniture(line) || SiteRoot().IsMatch(line.Trim());

    private bool ComesAgain(int i, int after) =>
        lines
            .Skip(after + 1)
            .Any(line =>
                PastedLine
                    .Numbering()
                    .Replace(line.Trim(), "")
                    .Equals(lines[i].Trim(), StringComparison.OrdinalIgnoreCase)
            );

    [GeneratedRegex(
        "^(home|docs|documentation|blog|products?|pricing|concepts|guides?|about( us)?|contact( us)?)$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex SiteRoot();
}
