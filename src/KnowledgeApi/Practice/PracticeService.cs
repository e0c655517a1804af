using System.Security.Cryptography;
using KnowledgeApi.Content;
using KnowledgeApi.Flashcards;
using KnowledgeApi.Hosting.Requests;
using KnowledgeApi.Learners;
using KnowledgeApi.Questions;
using KnowledgeApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace KnowledgeApi.Practice;

/// <summary>Practice sessions, whichever way they are reached. Nothing is held between calls: any replica goes on.</summary>
public sealed class PracticeService(
    Library library,
    LearnerStore store,
    ItemRatings ratings,
    AnswerDesk desk,
    FollowUps followUps,
    TimeProvider clock
)
{
    private const string NobodyYet = "practice-sessions";

    private readonly DueQuery dueCards = DueRead.Compile();

    /// <summary>Starts a session; a caller who is no learner gets one that only its id leads back to.</summary>
    public async Task<Outcome<PracticeSession>> StartAsync(
        Caller caller,
        PracticeRequest request,
        WriteKey? key,
        CancellationToken cancellationToken
    )
    {
        if (request.Check(library) is { } fault)
            return fault;
        if (request.Mode == PracticeMode.Due && caller.Learner("Mode due").Fault is { } nobody)
            return nobody;
        var candidates = SessionPlan.Candidates(library, request).ToList();
        if (candidates.Count == 0)
            return new Fault(
                StatusCodes.Status422UnprocessableEntity,
                "No question fits all of these filters in this mode. Leave one of topic, level, type and article out."
            );
        ratings.RefreshInBackground();
        return await store.WriteAsync<PracticeSession>(
            async context =>
            {
                var now = clock.GetUtcNow();
                var scope = caller.LearnerId ?? NobodyYet;
                if (
                    key is not null
                    && await key.FindReplyAsync<PracticeSession>(context, scope, now, cancellationToken) is { } reply
                )
                    return reply;
                // The key may have been known a moment ago only because another replica had not deleted its learner yet.
                if (
                    caller.LearnerId is { } learnerId
                    && !await context.Learners.AnyAsync(learner => learner.Id == learnerId, cancellationToken)
                )
                    return CardRead.Deleted;
                var seed = request.Seed ?? RandomNumberGenerator.GetInt32(int.MaxValue);
                var history = await LearnerHistory.ReadAsync(
                    context,
                    dueCards,
                    caller.LearnerId,
                    request.Mode,
                    now,
                    cancellationToken
                );
                var planned = SessionStart.Plan(library, ratings, request, candidates, history, seed, now);
                if (planned.Fault is { } nothing)
                    return nothing;
                var state = planned.Value!;
                var id = SessionIds.New(caller);
                var row = new SessionRow
                {
                    Id = SessionIds.Stored(id)!,
                    LearnerId = caller.LearnerId,
                    Mode = EnumNames<PracticeMode>.Of(request.Mode),
                    State = state.Write(),
                    CurrentQuestion = state.Current is { } current ? state.Items[current].Question : null,
                    CreatedAt = now,
                    ExpiresAt = caller.LearnerId is null ? now + SessionIds.HandleLives : null,
                };
                var session = SessionViews.Of(library, id, row, state, now);
                context.Add(row);
                if (key is not null)
                    context.Add(key.Row(scope, session, now));
                await context.SaveChangesAsync(cancellationToken);
                return session;
            },
            cancellationToken
        );
    }

    /// <param name="position">Which question of an exam to show; by default the next open one.</param>
    public Task<Outcome<PracticeSession>> ReadAsync(
        Caller caller,
        string id,
        int? position,
        CancellationToken cancellationToken
    ) =>
        store.ReadAsync<PracticeSession>(async context =>
        {
            if (await FindAsync(context, caller, id, cancellationToken) is not { } row)
                return SessionIds.NotFound(id);
            var state = SessionState.Read(row.State);
            if (
                position is not null
                && (state.Mode != PracticeMode.Exam || position < 1 || position > state.Items.Count)
            )
                return Fault.BadArgument(
                    "position",
                    position.ToString(),
                    state.Mode == PracticeMode.Exam
                        ? $"1 to {state.Items.Count}"
                        : "nothing: only an exam has positions"
                );
            return SessionViews.Of(library, id, row, state, clock.GetUtcNow(), position);
        });

    /// <summary>Takes an answer to the question asked; it is final.</summary>
    public async Task<Outcome<PracticeReply>> AnswerAsync(
        Caller caller,
        string id,
        PracticeAnswer answer,
        WriteKey? key,
        CancellationToken cancellationToken
    )
    {
        if (SessionIds.Stored(id) is not { } storedId)
            return SessionIds.NotFound(id);
        ratings.RefreshInBackground();
        var question = answer.QuestionId is { } questionId ? library.FindQuestion(questionId) : null;
        // Graded before anything is locked: a lab takes seconds.
        var graded =
            question is null || answer.Skip || answer.Answer is not { } given
                ? (Outcome<GradeResult>?)null
                : await desk.GradeAsync(question.Id, given, cancellationToken);
        var scope = caller.LearnerId ?? storedId;
        return await store.DecideAsync<AnswerRead, PracticeReply>(
            AnswerRead.Query(storedId, answer.QuestionId ?? "", scope, key?.KeyHash, clock.GetUtcNow()),
            read =>
            {
                var now = clock.GetUtcNow();
                if (read is null || !SessionIds.MayUse(caller, read.Session, now))
                    return SessionIds.NotFound(id);
                if (key is not null && read.Response is { } response)
                    return key.Reply<PracticeReply>(read.RequestHash!, response);
                var turn = new AnswerTurn(library, ratings, followUps, read, caller, now);
                var taken = turn.Take(id, answer, question, graded);
                if (taken is { Write: { } batch, Outcome.Value: { } reply })
                    batch.AddReply(key?.Row(scope, reply, now), now);
                return taken;
            },
            cancellationToken
        );
    }

    /// <summary>Puts a question of an exam off for later, or no longer.</summary>
    public Task<Outcome<PracticeSession>> FlagAsync(
        Caller caller,
        string id,
        string questionId,
        bool flagged,
        CancellationToken cancellationToken
    ) =>
        ChangeAsync(
            caller,
            id,
            (row, state, now) =>
            {
                if (state.Mode != PracticeMode.Exam)
                    return Conflict("Only questions of an exam are flagged.");
                if (!SessionViews.IsOpen(row, state, now))
                    return Conflict("This exam is finished: nothing is put off for later any more.");
                if (state.IndexOf(questionId) is not { } index)
                    return Fault.NotFound(
                        "question of this session",
                        questionId,
                        [],
                        $"/api/v1/practice-sessions/{id}"
                    );
                state.Items[index].Flagged = flagged;
                return null;
            },
            cancellationToken
        );

    /// <summary>Ends a session before its last question: what is open counts as not answered.</summary>
    public Task<Outcome<PracticeSession>> EndAsync(Caller caller, string id, CancellationToken cancellationToken) =>
        ChangeAsync(
            caller,
            id,
            (row, state, now) =>
            {
                if (SessionViews.IsOpen(row, state, now))
                    row.EndedAt = now;
                return null;
            },
            cancellationToken
        );

    /// <summary>How it went: of an interview and an exam only once they are over.</summary>
    public Task<Outcome<PracticeReport>> ReportAsync(Caller caller, string id, CancellationToken cancellationToken) =>
        store.ReadAsync<PracticeReport>(async context =>
        {
            if (await FindAsync(context, caller, id, cancellationToken) is not { } row)
                return SessionIds.NotFound(id);
            var (state, now) = (SessionState.Read(row.State), clock.GetUtcNow());
            if (!state.TellsAtOnce && SessionViews.IsOpen(row, state, now))
                return Conflict(
                    $"The report would tell the keys of questions that are still open. Answer them, or PUT /api/v1/practice-sessions/{id}/end to hand in."
                );
            var attempts = await context
                .Attempts.Where(attempt => attempt.SessionId == row.Id)
                .OrderBy(attempt => attempt.Position)
                .ToListAsync(cancellationToken);
            return PracticeReport.Of(library, SessionViews.Of(library, id, row, state, now), state, attempts);
        });

    internal static string CardOf(string questionId) => $"card-{questionId}";

    private Task<Outcome<PracticeSession>> ChangeAsync(
        Caller caller,
        string id,
        Func<SessionRow, SessionState, DateTimeOffset, Fault?> change,
        CancellationToken cancellationToken
    ) =>
        store.DecideAsync<PracticeSession>(
            async context =>
            {
                if (await FindAsync(context, caller, id, cancellationToken) is not { } row)
                    return SessionIds.NotFound(id);
                var (state, now) = (SessionState.Read(row.State), clock.GetUtcNow());
                var wasOpen = SessionViews.IsOpen(row, state, now);
                if (change(row, state, now) is { } fault)
                    return fault;
                if (!wasOpen)
                    return (Outcome<PracticeSession>)SessionViews.Of(library, id, row, state, now);
                var batch = new SqlBatch().AddSession(row, state);
                return new(SessionViews.Of(library, id, row, state, now), batch);
            },
            cancellationToken
        );

    private async Task<SessionRow?> FindAsync(
        LearnerDbContext context,
        Caller caller,
        string id,
        CancellationToken cancellationToken
    )
    {
        if (SessionIds.Stored(id) is not { } storedId)
            return null;
        var row = await context.Sessions.FirstOrDefaultAsync(session => session.Id == storedId, cancellationToken);
        return row is not null && SessionIds.MayUse(caller, row, clock.GetUtcNow()) ? row : null;
    }

    private static Fault Conflict(string detail) => new(StatusCodes.Status409Conflict, detail);
}
