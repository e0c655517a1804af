using System.Text.Json;
using KnowledgeApi.Content;

namespace KnowledgeApi.Questions.Evaluation;

/// <summary>An answer to a question with the grade that a careful reader gives it.</summary>
/// <param name="Kind">How it came about: right, paraphrase, partial, wrong, negated, swapped, salad, injection, echo, unknown.</param>
public sealed record LabelledAnswer(Question Question, string Kind, Grade Label, string Text)
{
    public Grade Graded { get; } = ((GradeResult)Grader.Grade(Question, JsonSerializer.SerializeToElement(Text))).Grade;
}

/// <summary>Answers to questions of the evaluation's own articles and of one of the series.</summary>
public static class GradingSet
{
    public static List<LabelledAnswer> Read(string root)
    {
        var libraries = new[]
        {
            LibraryLoader.Load(Path.Combine(root, "tests/Benchmarks/Search/Evaluation/Foreign")),
            LibraryLoader.Load(Path.Combine(root, "content")),
        };
        var questions = libraries
            .SelectMany(library => library.Questions)
            .Where(question => question.Type == QuestionType.ShortAnswer)
            .ToList();
        var answers = new List<LabelledAnswer>();
        Question? asked = null;
        foreach (var line in File.ReadLines(Path.Combine(root, "tests/Benchmarks/Grading/answers.txt")))
        {
            if (line.StartsWith("? ", StringComparison.Ordinal))
                asked = Find(questions, line[2..]);
            else if (line.Split(": ", 2) is [var kind, var text])
                answers.Add(new(asked!, kind, Label(kind), text));
        }
        return answers;
    }

    private static Question Find(List<Question> questions, string prompt)
    {
        var beginning = Letters(prompt);
        return questions.Find(question => Letters(question.Prompt.Text).StartsWith(beginning, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"No question begins with \"{prompt}\".");
    }

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private static Grade Label(string kind) =>
        kind switch
        {
            "right" or "paraphrase" => Grade.Correct,
            "partial" => Grade.Partial,
            _ => Grade.Wrong,
        };
}
