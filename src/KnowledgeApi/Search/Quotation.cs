using System.Text;
using KnowledgeApi.Content;

namespace KnowledgeApi.Search;

/// <summary>What is quoted of a section: the unit that tells most, and its neighbours as far as there is room.</summary>
/// <param name="StartLine">In the article's file, from 1.</param>
internal sealed record Quotation(string Text, int StartLine, int EndLine)
{
    public static Quotation? Of(Section section, Passage passage, int most)
    {
        if (passage.Unit < 0)
            return null;
        var units = section.Units;
        var (first, last) = (passage.Unit, passage.Unit);
        var length = units[first].Text.Length;
        if (length > most)
            return new(Excerpt.Cut(units[first].Text, most), units[first].StartLine, units[first].EndLine);
        while (true)
        {
            var (before, after) = (Worth(first - 1), Worth(last + 1));
            if (before < 0 && after < 0)
                break;
            var next = after >= before ? ++last : --first;
            length += units[next].Text.Length + 1;
        }
        var text = new StringBuilder();
        for (var i = first; i <= last; i++)
            text.Append(i == first ? "" : "\n").Append(units[i].Text);
        return new(text.ToString(), units[first].StartLine, units[last].EndLine);

        double Worth(int unit) =>
            unit < 0 || unit >= units.Length || length + 1 + units[unit].Text.Length > most
                ? -1
                : passage.UnitCoverage[unit];
    }
}
