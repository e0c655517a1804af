using System.Text.Json;
using KnowledgeApi.Content;
using KnowledgeApi.Hosting.OpenApi;
using KnowledgeApi.Hosting.Requests;
using KnowledgeApi.Learners;
using KnowledgeApi.Simulations;
using KnowledgeApi.Storage;
using NetworkSimulator;

namespace KnowledgeApi.Practice;

public static class PracticeEndpoints
{
    public static void AddPractice(this IServiceCollection services)
    {
        services.AddSingleton<ItemRatings>();
        services.AddPerContent<FollowUps>();
        services.AddPerContent<PracticeService>();
    }

    public static void MapPractice(this IEndpointRouteBuilder api)
    {
        var sessions = api.MapGroup("/practice-sessions").WithTags("Practice");
        sessions
            .MapPost("", Start)
            .WithSummary(
                "Start a session: learn, due, mock-interview or exam; without a learner its id is the only way back"
            )
            .WithMetadata(new RequestSchema(typeof(PracticeRequest)))
            .WithMetadata(new RequestExample("""{"mode": "learn", "topic": "dns", "count": 5}"""))
            .Produces<PracticeSession>(201)
            .Problems(400, 401, 409, 413, 422, 503);
        sessions
            .MapGet("/{id}", Read)
            .WithSummary("A session with the question that is asked now, never with a key")
            .Produces<PracticeSession>()
            .Problems(400, 401, 404, 503);
        sessions
            .MapPost("/{id}/answers", Answer)
            .WithSummary("Answer the question asked, once; in learn and due the key comes back at once")
            .WithMetadata(new RequestSchema(typeof(PracticeAnswer)))
            .WithMetadata(new RequestExample("""{"questionId": "net-refused-at-once", "answer": ["78952fb8"]}"""))
            .Produces<PracticeReply>()
            .Problems(400, 401, 404, 409, 413, 422, 503);
        sessions
            .MapPut("/{id}/flags/{questionId}", Flag)
            .WithSummary("Put a question of an exam off for later")
            .Produces<PracticeSession>()
            .Problems(401, 404, 409, 503);
        sessions
            .MapDelete("/{id}/flags/{questionId}", Unflag)
            .WithSummary("Put a question of an exam off no longer")
            .Produces<PracticeSession>()
            .Problems(401, 404, 409, 503);
        sessions
            .MapPut("/{id}/end", End)
            .WithSummary("End a session now: hand an exam in")
            .Produces<PracticeSession>()
            .Problems(401, 404, 409, 503);
        sessions
            .MapGet("/{id}/report", Report)
            .WithSummary("How it went, by topic and section; of an interview and an exam once they are over")
            .Produces<PracticeReport>()
            .Problems(401, 404, 409, 503);
    }

    private static async Task<IResult> Start(
        CallerReader callers,
        PracticeService practice,
        JsonElement body,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var started = await callers
            .ReadAsync(http)
            .ThenAsync(caller =>
                PracticeRequest
                    .Read(body)
                    .ThenAsync(request =>
                        WriteKey
                            .Of(http.Request, body, unguessable: caller.LearnerId is null)
                            .ThenAsync(key => practice.StartAsync(caller, request, key.Key, cancellationToken))
                    )
            );
        return started.ToResult(session =>
        {
            http.Response.Headers.Location = $"/api/v1/practice-sessions/{session.Id}";
            return PrivateResults.Of(http, session, StatusCodes.Status201Created);
        });
    }

    private static Task<IResult> Read(
        CallerReader callers,
        PracticeService practice,
        string id,
        string? position,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var arguments = new Arguments();
        var place = arguments.Integer("position", position, 1, PracticeRequest.MostQuestions);
        if (arguments.Fault is { } fault)
            return Task.FromResult(fault.ToProblem());
        return callers
            .ReadAsync(http)
            .ThenAsync(caller => practice.ReadAsync(caller, id, place, cancellationToken))
            .ToPrivateResult(http);
    }

    private static Task<IResult> Answer(
        CallerReader callers,
        PracticeService practice,
        string id,
        JsonElement body,
        HttpContext http,
        CancellationToken cancellationToken
    ) =>
        callers
            .ReadAsync(http)
            .ThenAsync(caller =>
                ReadAnswer(body)
                    .ThenAsync(answer =>
                        WriteKey
                            .Of(http.Request, body, unguessable: false)
                            .ThenAsync(key => practice.AnswerAsync(caller, id, answer, key.Key, cancellationToken))
                    )
            )
            .ToPrivateResult(http);

    private static Task<IResult> Flag(
        CallerReader callers,
        PracticeService practice,
        string id,
        string questionId,
        HttpContext http,
        CancellationToken cancellationToken
    ) => SetFlag(callers, practice, id, questionId, true, http, cancellationToken);

    private static Task<IResult> Unflag(
        CallerReader callers,
        PracticeService practice,
        string id,
        string questionId,
        HttpContext http,
        CancellationToken cancellationToken
    ) => SetFlag(callers, practice, id, questionId, false, http, cancellationToken);

    private static Task<IResult> SetFlag(
        CallerReader callers,
        PracticeService practice,
        string id,
        string questionId,
        bool flagged,
        HttpContext http,
        CancellationToken cancellationToken
    ) =>
        callers
            .ReadAsync(http)
            .ThenAsync(caller => practice.FlagAsync(caller, id, questionId, flagged, cancellationToken))
            .ToPrivateResult(http);

    private static Task<IResult> End(
        CallerReader callers,
        PracticeService practice,
        string id,
        HttpContext http,
        CancellationToken cancellationToken
    ) =>
        callers
            .ReadAsync(http)
            .ThenAsync(caller => practice.EndAsync(caller, id, cancellationToken))
            .ToPrivateResult(http);

    private static Task<IResult> Report(
        CallerReader callers,
        PracticeService practice,
        string id,
        HttpContext http,
        CancellationToken cancellationToken
    ) =>
        callers
            .ReadAsync(http)
            .ThenAsync(caller => practice.ReportAsync(caller, id, cancellationToken))
            .ToPrivateResult(http);

    private static Outcome<PracticeAnswer> ReadAnswer(JsonElement json)
    {
        var errors = new List<PlanError>();
        if (!JsonTexts.AreReadable(json))
            errors.Add(new("", "A text is no valid Unicode.", "valid Unicode"));
        else if (JsonFields.Of(json, "", errors) is { } fields)
        {
            var answer = new PracticeAnswer(
                fields.Text("questionId"),
                fields.Find("answer"),
                fields.Boolean("skip") ?? false,
                fields.Integer("rating")
            );
            fields.RefuseOthers();
            if (errors.Count == 0)
                return answer;
        }
        return PlanFault.Of(errors);
    }
}
