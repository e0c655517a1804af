using System.Globalization;
using System.Text.RegularExpressions;

namespace KnowledgeApi.Questions;

/// <summary>Numbers as people type them: thousands grouped by comma or space, a true minus sign, a decimal comma.</summary>
internal static partial class NumberText
{
    public static bool TryParse(string text, out decimal value)
    {
        var plain = Grouping().Replace(text.Trim().Replace('−', '-'), "");
        if (plain.Contains(',', StringComparison.Ordinal))
            plain = Thousands().IsMatch(plain)
                ? plain.Replace(",", "", StringComparison.Ordinal)
                : plain.Replace(',', '.');
        return decimal.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }

    [GeneratedRegex(@"(?<=\d)[_ \u00A0\u202F](?=\d)")]
    private static partial Regex Grouping();

    [GeneratedRegex(@"^[-+]?\d{1,3}(,\d{3})+(\.\d*)?$")]
    private static partial Regex Thousands();
}
