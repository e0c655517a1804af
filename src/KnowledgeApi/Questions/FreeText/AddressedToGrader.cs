using System.Text.RegularExpressions;

namespace KnowledgeApi.Questions.FreeText;

/// <summary>Text that speaks to whoever grades. It is content like any other: it moves nothing, and answers nothing.</summary>
internal static partial class AddressedToGrader
{
    /// <summary>The answer without such sentences, and whether there were any.</summary>
    public static (string Text, bool Found) Strip(string answer)
    {
        var kept = new List<string>();
        var found = false;
        foreach (var sentence in SentenceEnd().Split(answer))
        {
            if (Instruction().IsMatch(sentence))
                found = true;
            else
                kept.Add(sentence);
        }
        return (string.Join(' ', kept).Trim(), found);
    }

    [GeneratedRegex(@"(?<=[.!?;:])\s+|\n")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(
        """
            \b(ignore|disregard|forget|override|bypass|skip)\b[^.]{0,40}\b(rubric|instructions?|prompts?|rules|key\ points?|criteria|above|previous|grading|checks?)\b
            |\b(grade|mark|score|rate|count|accept|treat|evaluate|judge|consider)\b[^.]{0,30}\b(this|it|me|my\ answer|the\ answer|answer|everything|all(\ key)?\ points)\b[^.]{0,30}\b(as\ )?(fully\ |completely\ )?(correct|right|100|full|perfect|maximum|passed|met|true|valid)
            |\b(give|award|assign|grant)\b[^.]{0,30}\b(full|maximum|max|perfect|top|highest|all(\ the)?|100)\b[^.]{0,15}\b(marks?|score|points?|credit|grade)?
            |\b(you\ are|as|dear|hello|hey|hi|attention)\b[^.]{0,20}\b(grader|examiner|evaluator|judge|assessor|marker|grading)\b
            |^\W*(system|assistant|developer)\s*(prompt|message|note)?\s*:?\s*$
            |^\W*(system|assistant|developer|grader|instructions?|note\ to\ (the\ )?(grader|model|ai|llm))\s*[:>\]]
            |<\s*/?\s*(system|rubric|grader|instructions?)\b
            |\b(set|return|output|respond|reply|print)\b[^.]{0,30}\b(grade|score|verdict|result|correct)\b
            |\b(the\ )?(grade|score|verdict)\s*(is|=|:|should\ be|must\ be)\s*["']?\s*(correct|1\b|100|full|perfect)
            |\bthis\ (answer|response)\ (is|should\ be|must\ be)\ (graded\ |marked\ |scored\ )?(as\ )?(fully\ |completely\ )?(correct|right|perfect)
            """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Instruction();
}
