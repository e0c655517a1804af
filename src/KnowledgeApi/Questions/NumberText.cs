using System.Globalization;

namespace KnowledgeApi.Questions;

/// <summary>Numbers as people type them: with separators of thousands, a true minus sign, an exponent.</summary>
internal static class NumberText
{
    public static bool TryParse(string text, out decimal value)
    {
        var plain = text.Replace('−', '-').Replace("_", "", StringComparison.Ordinal);
        plain = string.Concat(plain.Where(c => !char.IsWhiteSpace(c)));
        return decimal.TryParse(
            plain,
            NumberStyles.Float | NumberStyles.AllowThousands,
            CultureInfo.InvariantCulture,
            out value
        );
    }
}
