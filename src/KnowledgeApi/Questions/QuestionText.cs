using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace KnowledgeApi.Questions;

/// <summary>What makes a sentence a question, and when two questions are the same.</summary>
internal static partial class QuestionText
{
    private const int LongestQuestion = 600;

    /// <summary>Ends in a question mark, or asks in the imperative: "Explain how kube-proxy works".</summary>
    public static bool LooksLikeQuestion(string text) =>
        text.Length <= LongestQuestion && (EndsWithMark(text) || Imperative().IsMatch(text));

    public static bool EndsWithMark(string text) => Ending().IsMatch(text);

    public static bool StartsLikeQuestion(string text) => Interrogative().IsMatch(text);

    /// <summary>A line that asks although its mark was left out: "What happens when it fails".</summary>
    public static bool AsksWithoutMark(string line) =>
        line.Length is > 8 and < 100 && Imperative().IsMatch(line) && !OpenEnd().IsMatch(line);

    public static bool IsMark(char c) => c is '?' or '？' or '؟';

    /// <summary>Without numbering, <c>Q:</c> and emphasis around the whole.</summary>
    public static string CleanQuestion(string markdown)
    {
        var text = markdown.Trim();
        // No question is so long, and a thousand marks before one would be taken off one by one.
        if (text.Length > 4 * LongestQuestion)
            return text;
        for (var before = ""; before != text; )
        {
            before = text;
            text = Numbering().Replace(Unwrap(text), "").Trim();
        }
        return text;
    }

    /// <summary>Without <c>A:</c>, <c>Answer:</c> or a dash in front.</summary>
    public static string CleanAnswer(string markdown)
    {
        var text = Pointer().Replace(markdown.Trim('\n', '\r', ' '), "");
        var marker = AnswerMarker().Match(text);
        if (!marker.Success)
            return text;
        var answer = text[marker.Length..].TrimStart();
        // "**Answer: the second**": the emphasis that opened before the marker closes with the line.
        var line = answer.Split('\n')[0].TrimEnd();
        return
            marker.Value.StartsWith("**", StringComparison.Ordinal)
            && !marker.Value.TrimEnd().EndsWith("**", StringComparison.Ordinal)
            && line.EndsWith("**", StringComparison.Ordinal)
            ? line[..^2] + answer[line.Length..]
            : answer;
    }

    /// <summary>Letters and digits in lower case, anything else one space: equal for questions that differ in typography alone.</summary>
    public static string Normalise(string text)
    {
        var normalised = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormKC))
        {
            if (char.IsLetterOrDigit(c) || char.IsSurrogate(c))
                normalised.Append(char.ToLowerInvariant(c));
            else if (normalised.Length > 0 && normalised[^1] != ' ' && c is not ('\'' or '’'))
                normalised.Append(' ');
        }
        return normalised.ToString().TrimEnd();
    }

    public static string GeneratedId(string owner, string question) =>
        $"{owner}-{Hash(owner + "\n" + Normalise(question), 10)}";

    public static string OptionId(string text) =>
        Hash(string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), 8);

    private static string Hash(string text, int digits) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..digits];

    private static string Unwrap(string text)
    {
        foreach (var mark in (ReadOnlySpan<string>)["**", "__", "*", "_"])
        {
            if (
                text.Length > 2 * mark.Length
                && text.StartsWith(mark, StringComparison.Ordinal)
                && text.EndsWith(mark, StringComparison.Ordinal)
                && !text[mark.Length..^mark.Length].Contains(mark, StringComparison.Ordinal)
            )
                return text[mark.Length..^mark.Length].Trim();
        }
        return text;
    }

    // What ends so runs on in the next line.
    [GeneratedRegex(
        @"[,;:!…-]$|\b(and|or|the|an?|with|of|to|for|in|on|as|by|from|that|which|is|are)$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex OpenEnd();

    // Past the last mark, what closes around it, and signs that decorate it.
    [GeneratedRegex(@"[?？؟][^?？؟\p{L}\p{N}\p{Sm}\p{Sc}/=&;:,.…\n-]*$")]
    private static partial Regex Ending();

    // Signs that point at an answer and belong to nobody's sentence.
    [GeneratedRegex(@"^(?:(?:👉|💡|✅|🟢|➡|➜|➤|►|▶|→)\uFE0F?\s*)+(?=\S)")]
    private static partial Regex Pointer();

    [GeneratedRegex(
        @"^(explain|describe|compare|contrast|how|what|why|when|which|where|who|name|list|walk|tell|define|give|show|design|debug|outline|summari[sz]e|discuss|distinguish|differentiate|sketch|justify|differences? between|pros and cons)\b\W+\w+\W+\w+",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Imperative();

    [GeneratedRegex(
        @"^\W*(and |or |but |so |then )?(how|what|why|when|which|where|who|whom|whose|can|could|do|does|did|is|are|was|were|will|would|should|must|may|might|has|have|had|isn|aren|doesn|don|won|can|if|in|at|on|for|to|from|with|under)\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Interrogative();

    [GeneratedRegex(
        @"^[*_]{0,3}(?:(?:\p{So}|[\uD83C-\uD83E][\uDC00-\uDFFF]|[►•])[\uFE0F\u200D]?\s*|\[[ xX]\]\s+|(?:q(?:uestion)?\s*)?(?:\d\uFE0F?\u20E3)+[.:)]?\s*|\(?\d{1,3}[.)]\s+|#\d{1,3}[.:)]?\s+|(?:q|question)\s*#?\d{0,3}\s*[.:)\-–—]\s*(?=\S)|(?:q|question)\s*#?\d{1,3}\s+)",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Numbering();

    [GeneratedRegex(
        @"^(?:[*_]{0,3}(?:(?:ans|answer|a\d{1,3})\s*#?\d{0,3}\s*[.:)]|a\s*:|(?-i:A)[.)])[*_]{0,3}\s*|[*_]{0,3}answer[*_]{0,3}\s*[:\-–—]?\s*\n|[—–:]\s+|-{1,2}\s+(?=[A-Z]))",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex AnswerMarker();
}
