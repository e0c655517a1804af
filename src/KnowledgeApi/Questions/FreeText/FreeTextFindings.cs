using System.Collections.Immutable;

namespace KnowledgeApi.Questions.FreeText;

/// <summary>What a text says of each point, as far as words show it.</summary>
/// <param name="Fault">Why it is wrong as a whole.</param>
/// <param name="Doubt">Why it cannot be correct without a reader, though every point may seem to be made.</param>
internal sealed record FreeTextFindings(
    ImmutableArray<(KeyPoint Point, PointVerdict Verdict)> Points,
    ImmutableArray<KeyPoint> Forbidden,
    string? Fault,
    string? Doubt
)
{
    /// <summary>How many things it says that it must not.</summary>
    public int Opposites => Forbidden.Length;

    public static FreeTextFindings Of(Question question, ImmutableArray<KeyPoint> points, string text)
    {
        var whole = Statement.Of(text);
        var sentences = Statement.Sentences(text).ToList();
        List<Statement> parts = [.. sentences, .. Statement.Clauses(text)];
        var phrases = new PhraseMatcher(text);
        ImmutableArray<(KeyPoint, PointVerdict Verdict)> verdicts =
        [
            .. points.Select(point => (point, Verdict(question, point, phrases, parts))),
        ];
        var allMet = verdicts.All(verdict => verdict.Verdict == PointVerdict.Met);
        return new(
            verdicts,
            [.. question.Contradictions.Where(point => point.Accepted.Any(phrases.Asserts))],
            Wrong(question, text, whole, sentences, parts, allMet),
            Grammar.IsWordList(whole) || Grammar.IsShuffled(text) ? "These are words, not yet an answer." : null
        );
    }

    public void Tell(GradeReport report)
    {
        foreach (var (point, verdict) in Points)
            switch (verdict)
            {
                case PointVerdict.Met:
                    report.Met(point.Id, point.Text, point.Line, $"Said: {point.Text}");
                    break;
                case PointVerdict.Contradicted:
                    report.Contradicted(point.Id, point.Text, point.Line, $"The answer denies it: {point.Text}");
                    break;
                default:
                    report.Missing(point.Id, point.Text, point.Line, $"Not found in so many words: {point.Text}");
                    break;
            }
        foreach (var point in Forbidden)
            report.Contradicted(point.Id, point.Text, point.Line, $"Not so: {point.Text}");
    }

    private static PointVerdict Verdict(Question question, KeyPoint point, PhraseMatcher phrases, List<Statement> parts)
    {
        if (question.KeyPoints.IsEmpty)
        {
            var clause = Statement.Of(point.Text);
            return Contradictions.Repeats(parts, clause) ? PointVerdict.Met
                : Contradictions.Denies(parts, clause) ? PointVerdict.Contradicted
                : PointVerdict.Missing;
        }
        return point.Accepted.Any(phrases.Asserts) ? PointVerdict.Met
            : point.Accepted.Any(phrasing => Contradictions.Denies(parts, Statement.Of(phrasing)))
                ? PointVerdict.Contradicted
            : PointVerdict.Missing;
    }

    private static string? Wrong(
        Question question,
        string text,
        Statement whole,
        List<Statement> sentences,
        List<Statement> parts,
        bool allMet
    )
    {
        if (!allMet && (Grammar.IsWordList(whole) || Grammar.IsShuffled(text)))
            return "These are words that belong to the matter, but no answer: nothing relates them.";
        if (question.ReferenceAnswer?.Text is not { Length: > 0 } reference)
            return null;
        if (YesOrNo.Of(reference) is { } right && YesOrNo.Of(text) is { } said && right != said)
            return right ? "The answer is yes, not no." : "The answer is no, not yes.";
        var clauses = Statement.Clauses(reference).ToList();
        var exchanged =
            Contradictions.ExchangesRoles(whole, Statement.Of(reference))
            || Statement.Sentences(reference).Any(r => sentences.Exists(s => Contradictions.ExchangesRoles(s, r)))
            || clauses.Exists(r => parts.Exists(s => Contradictions.ExchangesRoles(s, r)))
            || Contradictions.CrossesSubjects(parts, clauses);
        return exchanged ? "The right words stand in each other's places: who does what to whom is exchanged." : null;
    }
}
