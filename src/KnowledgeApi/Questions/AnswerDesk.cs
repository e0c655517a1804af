using System.Text.Json;
using KnowledgeApi.Content;
using KnowledgeApi.Hosting.Requests;

namespace KnowledgeApi.Questions;

/// <summary>Takes an answer and grades it, by the key or by running what it is about.</summary>
public sealed class AnswerDesk(Library library)
{
    public Outcome<GradeResult> Grade(string id, JsonElement answer) =>
        QuestionBank.Find(library, id).Then(question => Grade(question, answer));

    public Outcome<GradeResult> Grade(Question question, JsonElement answer)
    {
        if (!JsonTexts.AreReadable(answer))
            return Refused(new InvalidAnswer("A text in the answer is no valid Unicode.", "valid Unicode", []));
        return Grader.Grade(question, answer) switch
        {
            GradeResult result => result,
            InvalidAnswer invalid => Refused(invalid),
            NeedsSimulation needed => new Fault(
                StatusCodes.Status409Conflict,
                $"This is settled by running the scenario '{needed.ScenarioSlug}'."
            ),
            var other => throw new InvalidOperationException($"{other.GetType()} is no outcome of grading."),
        };
    }

    private static Fault Refused(InvalidAnswer invalid) =>
        new(
            StatusCodes.Status422UnprocessableEntity,
            $"{invalid.Message} Expected: {invalid.Expected}.",
            Errors:
            [
                new AnswerError(
                    "answer",
                    invalid.Message,
                    invalid.Expected,
                    invalid.Allowed.IsDefaultOrEmpty ? null : invalid.Allowed
                ),
            ]
        );
}

/// <param name="Allowed">The values an answer may hold, where they are few.</param>
public sealed record AnswerError(string Field, string Message, string Expected, IReadOnlyList<string>? Allowed);
