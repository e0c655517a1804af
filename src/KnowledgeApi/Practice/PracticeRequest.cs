using System.Text.Json;
using System.Text.Json.Serialization;
using KnowledgeApi.Content;
using KnowledgeApi.Hosting.Requests;
using KnowledgeApi.Questions;
using KnowledgeApi.Simulations;
using NetworkSimulator;

namespace KnowledgeApi.Practice;

[JsonConverter(typeof(JsonStringEnumConverter<PracticeMode>))]
public enum PracticeMode
{
    /// <summary>New questions that suit the learner; feedback at once.</summary>
    [JsonStringEnumMemberName("learn")]
    Learn,

    /// <summary>Questions whose cards are due; feedback at once.</summary>
    [JsonStringEnumMemberName("due")]
    Due,

    /// <summary>Section by section, a time a question, follow-ups by what was missing, a debrief.</summary>
    [JsonStringEnumMemberName("mock-interview")]
    MockInterview,

    /// <summary>Against the clock, in any order, with flags; results at the end.</summary>
    [JsonStringEnumMemberName("exam")]
    Exam,
}

/// <summary>What a session should be like.</summary>
/// <param name="Topic">Only questions on this topic.</param>
/// <param name="Level">Only of this level.</param>
/// <param name="Type">Only of this type.</param>
/// <param name="Article">Only of the article with this slug.</param>
/// <param name="Count">How many questions, 1 to 100; by default 10, in due 20, in an interview 6, in an exam 20.</param>
/// <param name="Seed">Gives the same questions and options in the same order; by default drawn.</param>
/// <param name="Minutes">How long an exam lasts, 1 to 300; by default 1.5 for each question.</param>
/// <param name="SecondsPerQuestion">In an interview, 10 to 3600; by default 120.</param>
public sealed record PracticeRequest(
    PracticeMode Mode,
    string? Topic = null,
    Level? Level = null,
    QuestionType? Type = null,
    string? Article = null,
    int? Count = null,
    int? Seed = null,
    int? Minutes = null,
    int? SecondsPerQuestion = null
)
{
    public const int MostQuestions = 100;

    [JsonIgnore]
    public QuestionFilter Filter => new(Topic, Level, Type, Article);

    internal static Outcome<PracticeRequest> Read(JsonElement json)
    {
        var errors = new List<PlanError>();
        if (!JsonTexts.AreReadable(json))
            errors.Add(new("", "A text is no valid Unicode.", "valid Unicode"));
        else if (JsonFields.Of(json, "", errors) is { } fields)
        {
            fields.Require("mode", $"one of {string.Join(", ", EnumNames<PracticeMode>.All)}");
            var request = new PracticeRequest(
                fields.Choice<PracticeMode>("mode") ?? default,
                fields.Text("topic"),
                fields.Choice<Level>("level"),
                fields.Choice<QuestionType>("type"),
                fields.Text("article"),
                fields.Integer("count"),
                fields.Integer("seed"),
                fields.Integer("minutes"),
                fields.Integer("secondsPerQuestion")
            );
            fields.RefuseOthers();
            if (errors.Count == 0)
                return request;
        }
        return PlanFault.Of(errors);
    }

    /// <summary>What cannot be, whoever asks.</summary>
    internal Fault? Check(Library library)
    {
        var errors = new List<PlanError>();
        Between("count", Count, 1, MostQuestions, errors);
        Between("minutes", Minutes, 1, 300, errors);
        Between("secondsPerQuestion", SecondsPerQuestion, 10, 3_600, errors);
        if (Minutes is not null && Mode != PracticeMode.Exam)
            errors.Add(new("minutes", "Only an exam has them.", "mode exam, or no minutes"));
        if (SecondsPerQuestion is not null && Mode != PracticeMode.MockInterview)
            errors.Add(new("secondsPerQuestion", "Only an interview has them.", "mode mock-interview, or none"));
        if (Topic is not null && library.Topics.All(topic => topic.Id != Topic))
            errors.Add(new("topic", $"There is no topic '{Hosting.Problems.Shown.Text(Topic)}'.", Topics(library)));
        if (Article is not null && library.FindArticle(Article) is null)
            errors.Add(
                new(
                    "article",
                    $"There is no article '{Hosting.Problems.Shown.Text(Article)}'.",
                    Articles(library, Article)
                )
            );
        return errors.Count == 0 ? null : PlanFault.Of(errors);
    }

    private static void Between(string field, int? value, int least, int most, List<PlanError> errors)
    {
        if (value < least || value > most)
            errors.Add(new(field, $"It is {value}.", $"{least} to {most}"));
    }

    private static string Topics(Library library) =>
        $"one of {string.Join(", ", library.Topics.Take(40).Select(topic => topic.Id))}";

    private static string Articles(Library library, string slug) =>
        library.NearestArticles(slug) is [_, ..] near
            ? $"such as {string.Join(", ", near)}"
            : "a slug of GET /api/v1/articles";
}
