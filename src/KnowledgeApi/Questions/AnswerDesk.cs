using System.Globalization;
using System.Text.Json;
using KnowledgeApi.Content;
using KnowledgeApi.Hosting.Requests;
using KnowledgeApi.Scenarios;
using KnowledgeApi.Simulations;

namespace KnowledgeApi.Questions;

/// <summary>Takes an answer and grades it: by the key, or a lab by running the manifests that were sent.</summary>
public sealed class AnswerDesk(Library library, ScenarioRunner runner, SimulationDesk desk)
{
    public Task<Outcome<GradeResult>> GradeAsync(string id, JsonElement answer, CancellationToken cancellationToken) =>
        GradeAsync(id, answer, null, cancellationToken);

    /// <param name="judgement">For a free text that was left undecided: for each point of the rubric met, missing or contradicted.</param>
    public async Task<Outcome<GradeResult>> GradeAsync(
        string id,
        JsonElement answer,
        JsonElement? judgement,
        CancellationToken cancellationToken
    )
    {
        var found = QuestionBank.Find(library, id);
        return found.Value switch
        {
            null => found.Fault!,
            { Type: QuestionType.Lab } lab => await GradeLabAsync(lab, answer, cancellationToken),
            var question => Judgement.Read(judgement).Then(judged => Grade(question, answer, judged)),
        };
    }

    /// <summary>Grades all but labs, which take a run.</summary>
    public static Outcome<GradeResult> Grade(Question question, JsonElement answer, Judgement? judgement = null)
    {
        if (!JsonTexts.AreReadable(answer))
            return Refused(new InvalidAnswer("A text in the answer is no valid Unicode.", "valid Unicode", []));
        return Grader.Grade(question, answer, judgement) switch
        {
            GradeResult result => result,
            InvalidAnswer invalid => Refused(invalid),
            NeedsSimulation needed => new Fault(
                StatusCodes.Status409Conflict,
                $"The scenario '{needed.ScenarioSlug}' that settles this cannot be run. Its author has to mend it."
            ),
            var other => throw new InvalidOperationException($"{other.GetType()} is no outcome of grading."),
        };
    }

    private async Task<Outcome<GradeResult>> GradeLabAsync(
        Question lab,
        JsonElement answer,
        CancellationToken cancellationToken
    )
    {
        if (
            answer.ValueKind != JsonValueKind.Object
            || !answer.TryGetProperty("manifests", out var manifests)
            || manifests.ValueKind != JsonValueKind.String
            || !JsonTexts.AreReadable(manifests)
        )
            return Refused(
                new InvalidAnswer(
                    "The answer holds no manifests.",
                    "an object {\"manifests\": \"the mended YAML\"}",
                    []
                )
            );
        var attempt = await desk.InTurn(
            () => runner.Attempt(lab.ScenarioSlug!, manifests.GetString()!, null, cancellationToken),
            cancellationToken
        );
        return attempt.Select(made => Report(lab, made));
    }

    // The key stays untold until the goals are met: there is more than one right fix, and a next try.
    private static GradeResult Report(Question lab, ScenarioAttempt attempt)
    {
        var report = new GradeReport(lab);
        for (var i = 0; i < attempt.Goals.Length; i++)
        {
            var goal = attempt.Goals[i];
            var (id, text) = ((i + 1).ToString(CultureInfo.InvariantCulture), goal.Name ?? goal.Request.GetRawText());
            if (goal.Met)
                report.Met(id, text, lab.Line, $"Goal met: {text}.");
            else
                report.Missing(id, text, lab.Line, $"Goal not met: {text}. {goal.Explanation}");
        }
        if (attempt.Mistake is { } mistake)
            report.Say(mistake);
        return report.Scored(attempt.Score, key: null);
    }

    internal static Fault Refused(InvalidAnswer invalid) =>
        new(
            StatusCodes.Status422UnprocessableEntity,
            $"{invalid.Message} Expected: {invalid.Expected}.",
            Errors:
            [
                new AnswerError(
                    invalid.Field,
                    invalid.Message,
                    invalid.Expected,
                    invalid.Allowed.IsDefaultOrEmpty ? null : invalid.Allowed
                ),
            ]
        );
}

/// <param name="Allowed">The values an answer may hold, where they are few.</param>
public sealed record AnswerError(string Field, string Message, string Expected, IReadOnlyList<string>? Allowed);
