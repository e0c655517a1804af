using System.Text.Json;
using KnowledgeApi.Content;
using KnowledgeApi.Hosting.OpenApi;
using KnowledgeApi.Hosting.Requests;

namespace KnowledgeApi.Questions;

public static class QuestionEndpoints
{
    public static void MapQuestions(this IEndpointRouteBuilder api)
    {
        var questions = api.MapGroup("/questions").WithTags("Questions");
        questions
            .MapGet("", List)
            .WithSummary("Questions, never with their keys; a seed shuffles them, the same way each time")
            .Produces<Page<QuestionView>>()
            .ProducesProblem(400)
            .ProducesProblem(404);
        questions
            .MapGet("/{id}", Read)
            .WithSummary("One question, without its key")
            .Produces<QuestionView>()
            .ProducesProblem(400)
            .ProducesProblem(404);
        var quizzes = api.MapGroup("/quizzes").WithTags("Questions");
        quizzes
            .MapGet("", ListQuizzes)
            .WithSummary("The question banks")
            .Produces<Page<QuizSummary>>()
            .ProducesProblem(400);
        quizzes
            .MapGet("/{id}", ReadQuiz)
            .WithSummary("A question bank with its questions, without their keys")
            .Produces<QuizView>()
            .ProducesProblem(400)
            .ProducesProblem(404);
    }

    public static void MapAnswers(this IEndpointRouteBuilder api) =>
        api.MapPost("/questions/{id}/answers", SubmitAnswer)
            .WithTags("Questions")
            .WithSummary("Grade one answer: score, key, and why each part is right or wrong")
            .WithMetadata(new RequestExample("""{"answer": ["78952fb8"]}"""))
            .Produces<GradeResult>()
            .ProducesProblem(400)
            .ProducesProblem(404)
            .ProducesProblem(409)
            .ProducesProblem(413)
            .ProducesProblem(422);

    private static IResult List(
        Library library,
        string? topic,
        string? level,
        string? type,
        string? article,
        string? seed,
        string? limit,
        string? cursor
    )
    {
        var arguments = new Arguments();
        var filter = new QuestionFilter(
            arguments.Known("topic", topic, library.Topics.Select(t => t.Id)),
            arguments.Choice<Level>("level", level),
            arguments.Choice<QuestionType>("type", type),
            string.IsNullOrEmpty(article) ? null : article
        );
        var (number, most) = (arguments.Seed(seed), arguments.Limit(limit));
        return arguments.Fault?.ToProblem() ?? QuestionBank.List(library, filter, number, most, cursor).ToResult();
    }

    private static IResult Read(Library library, string id, string? seed)
    {
        var arguments = new Arguments();
        var number = arguments.Seed(seed);
        return arguments.Fault?.ToProblem()
            ?? QuestionBank.Find(library, id).Select(question => QuestionView.Of(question, number)).ToResult();
    }

    private static IResult ListQuizzes(Library library, string? limit, string? cursor)
    {
        var arguments = new Arguments();
        var most = arguments.Limit(limit);
        return arguments.Fault?.ToProblem()
            ?? Page.Of(library.Quizzes, quiz => quiz.Id, most, cursor)
                .Select(page => page.Select(QuizSummary.Of))
                .ToResult();
    }

    private static IResult ReadQuiz(Library library, string id, string? seed)
    {
        var arguments = new Arguments();
        var number = arguments.Seed(seed);
        return arguments.Fault?.ToProblem()
            ?? QuestionBank.FindQuiz(library, id).Select(quiz => QuizView.Of(quiz, number)).ToResult();
    }

    private static async Task<IResult> SubmitAnswer(
        AnswerDesk desk,
        string id,
        AnswerSubmission submission,
        CancellationToken cancellationToken
    ) => (await desk.GradeAsync(id, submission.Answer, submission.Judgement, cancellationToken)).ToResult();
}

/// <param name="Answer">A text, a number, a list of option ids, or an object, by the question's type.</param>
/// <param name="Judgement">Of an undecided free text, sent with it again: for each id of its rubric <c>met</c>, <c>missing</c> or <c>contradicted</c>.</param>
public sealed record AnswerSubmission(JsonElement Answer, JsonElement? Judgement = null);
