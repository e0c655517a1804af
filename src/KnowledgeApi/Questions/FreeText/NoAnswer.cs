using System.Text.RegularExpressions;
using KnowledgeApi.Search;

namespace KnowledgeApi.Questions.FreeText;

/// <summary>Answers that are none, whatever the question.</summary>
internal static partial class NoAnswer
{
    // Below it a slip or a name is as likely as noise.
    private const double MostlyNoise = 0.8;

    /// <summary>Why the text answers nothing; null where it may.</summary>
    public static string? Why(Question question, string text)
    {
        if (QuestionText.Normalise(text).Length == 0)
            return "The answer is empty.";
        var answer = Statement.Of(text);
        if (Giving().IsMatch(text))
            return "The answer says that it is not known.";
        if (Repeats(question.Prompt.Text, text, answer))
            return "The answer repeats the question.";
        if (IsNoise(question, answer))
            return "The answer consists of no words.";
        return null;
    }

    private static bool Repeats(string prompt, string text, Statement answer)
    {
        var (asked, said) = (QuestionText.Normalise(prompt), QuestionText.Normalise(text));
        if (
            said.Contains(' ', StringComparison.Ordinal) && $" {asked} ".Contains($" {said} ", StringComparison.Ordinal)
        )
            return true;
        // "Is it so?" "It is so" affirms; what repeats a question for a reason or a thing says nothing.
        var question = Statement.Of(prompt);
        return !YesOrNo.IsAsked(prompt)
            && answer.Content.Count >= 3
            && answer.Numbers.Count == 0
            && answer.Content.All(token => question.Content.Any(q => q.Stem == token.Stem))
            && answer.Share(question) >= 0.7
            && !prompt.Contains(" or ", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsNoise(Question question, Statement answer)
    {
        if (answer.Tokens.Count == 0)
            return true;
        var known = Statement
            .Of($"{question.Prompt.Text} {question.ReferenceAnswer?.Text}")
            .Tokens.Select(t => t.Stem)
            .ToHashSet();
        var noise = answer.Tokens.Count(token =>
            !known.Contains(token.Stem)
            && !StopWords.Contains(token.Spelling)
            && Lexicon.KindOf(token.Spelling) == WordKind.Unlisted
            && token.Spelling.All(char.IsLetter)
        );
        return answer.Tokens.Count >= 3 && noise >= MostlyNoise * answer.Tokens.Count;
    }

    [GeneratedRegex(
        @"^\W*((sorry\W+)?(i\s+)?(really\s+)?(do\s*n.?t|do not|dont)\s+(know|remember|have\s+(an?y?\s+)?(idea|clue))|(i\s+have\s+)?no\s+(idea|clue|answer)|idk|not\s+sure|n/a|pass|dunno|i\s+(give\s+up|forgot|am\s+not\s+sure|.?m\s+not\s+sure))\b[^a-z]*(about\s+(this|that|it)|what\s+this\s+is|at\s+all|sorry|honestly)?\W*$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Giving();
}
