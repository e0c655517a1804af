using System.Globalization;
using System.Text;

namespace KnowledgeApi.Content;

/// <summary>GitHub's anchors for headings; one instance a document, since repeated headings are numbered.</summary>
internal sealed class Slugger
{
    private readonly Dictionary<string, int> occurrences = [];

    public string Next(string heading)
    {
        var slug = Slug(heading);
        // GitHub leaves the anchor of a heading made of symbols alone empty; a section must be addressable.
        return Claim(slug.Length > 0 ? slug : "section");
    }

    /// <summary>The wanted anchor, numbered as GitHub does where it is taken.</summary>
    public string Claim(string slug)
    {
        var anchor = slug;
        while (!occurrences.TryAdd(anchor, 0))
            anchor = $"{slug}-{++occurrences[slug]}";
        return anchor;
    }

    /// <summary>Lower case, letters, marks, digits, <c>_</c> and <c>-</c> only, spaces to hyphens.</summary>
    public static string Slug(string heading)
    {
        var slug = new StringBuilder(heading.Length);
        foreach (var rune in heading.EnumerateRunes())
        {
            if (rune.Value == ' ')
                slug.Append('-');
            else if (rune.Value == '-' || IsWord(rune))
                slug.Append(Rune.ToLowerInvariant(rune).ToString());
        }
        return slug.ToString();
    }

    private static bool IsWord(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.UppercaseLetter
                or UnicodeCategory.LowercaseLetter
                or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.ModifierLetter
                or UnicodeCategory.OtherLetter
                or UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.EnclosingMark
                or UnicodeCategory.DecimalDigitNumber
                or UnicodeCategory.LetterNumber
                or UnicodeCategory.ConnectorPunctuation;

    /// <summary>A slug for an address out of a file name or title: words joined by single hyphens.</summary>
    public static string ForAddress(string text)
    {
        var words = Slug(text.Replace('_', ' ').Replace('.', ' ').Replace('/', ' '))
            .Split('-', StringSplitOptions.RemoveEmptyEntries);
        return string.Join('-', words);
    }
}
