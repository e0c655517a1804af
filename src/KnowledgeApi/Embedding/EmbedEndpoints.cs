using KnowledgeApi.Content;
using KnowledgeApi.Hosting;
using KnowledgeApi.Hosting.Problems;
using KnowledgeApi.Hosting.Requests;
using KnowledgeApi.Questions;

namespace KnowledgeApi.Embedding;

/// <summary>
/// Pages for a sandboxed iframe: no script, no cookie, no storage. Forms are graded here, so that no key is in a page
/// before the answer.
/// </summary>
public static class EmbedEndpoints
{
    public static void MapEmbeds(this IEndpointRouteBuilder routes)
    {
        var embeds = routes.MapGroup("/embed").ExcludeFromDescription();
        embeds.MapGet("/quizzes/{id}", ShowQuiz);
        embeds.MapPost("/quizzes/{id}", GradeQuiz);
        embeds.MapGet("/questions/{id}", ShowQuestion);
        embeds.MapPost("/questions/{id}", GradeQuestion);
    }

    private static IResult ShowQuiz(Library library, string id, string? seed) =>
        QuestionBank.FindQuiz(library, id).ToResult(quiz => Show(quiz.Title, quiz.Questions, seed));

    private static IResult ShowQuestion(Library library, string id, string? seed) =>
        QuestionBank.Find(library, id).ToResult(question => Show("Question", [question], seed));

    private static async Task<IResult> GradeQuiz(Library library, string id, string? seed, HttpRequest request)
    {
        var form = await EmbedInput.ReadAsync(request);
        return QuestionBank.FindQuiz(library, id).ToResult(quiz => Graded(quiz.Title, quiz.Questions, seed, form));
    }

    private static async Task<IResult> GradeQuestion(Library library, string id, string? seed, HttpRequest request)
    {
        var form = await EmbedInput.ReadAsync(request);
        return QuestionBank.Find(library, id).ToResult(question => Graded("Question", [question], seed, form));
    }

    private static IResult Show(string title, IReadOnlyList<Question> questions, string? seed)
    {
        var arguments = new Arguments();
        var page = new EmbedPage(title, questions, arguments.Seed(seed));
        return arguments.Fault?.ToProblem() ?? HtmlPage.Of(title, page.Render(null));
    }

    private static IResult Graded(string title, IReadOnlyList<Question> questions, string? seed, IFormCollection? form)
    {
        if (form is null)
            return Problem.BadRequest("The form that was sent cannot be read. Go back and send it again.");
        var arguments = new Arguments();
        var page = new EmbedPage(title, questions, arguments.Seed(seed));
        if (arguments.Fault is { } fault)
            return fault.ToProblem();
        var results = new EmbedResults(questions, form);
        return HtmlPage.Of(title, page.Render(results), results.IsUnderstood ? 200 : 400);
    }
}
