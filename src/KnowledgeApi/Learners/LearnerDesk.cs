using KnowledgeApi.Flashcards;
using KnowledgeApi.Hosting.Requests;
using KnowledgeApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace KnowledgeApi.Learners;

/// <summary>Makes learners, knows them again, and forgets them.</summary>
public sealed class LearnerDesk(LearnerStore store, TimeProvider clock)
{
    private const string NobodyYet = "learners";

    private readonly KnownCallers known = new(clock);

    // Compiled for one model: a process may hold hosts on both databases.
    private readonly Func<LearnerDbContext, string, Task<Found?>> byKey = EF.CompileAsyncQuery(
        (LearnerDbContext context, string hash) =>
            context.Learners.Where(l => l.KeyHash == hash).Select(l => new Found(l.Id, l.Scheduling)).FirstOrDefault()
    );

    private readonly Func<LearnerDbContext, string, Task<Found?>> bySubject = EF.CompileAsyncQuery(
        (LearnerDbContext context, string subject) =>
            context
                .Learners.Where(l => l.Subject == subject)
                .Select(l => new Found(l.Id, l.Scheduling))
                .FirstOrDefault()
    );

    public Task<Outcome<NewLearner>> CreateAsync(
        SchedulingOptions scheduling,
        WriteKey? key,
        CancellationToken cancellationToken
    ) =>
        store.WriteAsync<NewLearner>(
            async context =>
            {
                var now = clock.GetUtcNow();
                if (
                    key is not null
                    && await key.FindReplyAsync<NewLearner>(context, NobodyYet, now, cancellationToken) is { } reply
                )
                    return reply;
                var learner = new NewLearner(Secrets.New("learner-"), Secrets.New(Secrets.KeyPrefix), now);
                context.Add(
                    new LearnerRow
                    {
                        Id = learner.Id,
                        KeyHash = Secrets.Hash(learner.Key),
                        CreatedAt = now,
                        Scheduling = scheduling == SchedulingOptions.Default ? null : scheduling.Write(),
                    }
                );
                if (key is not null)
                    context.Add(key.Row(NobodyYet, learner, now));
                await context.SaveChangesAsync(cancellationToken);
                return learner;
            },
            cancellationToken
        );

    /// <summary>The learner whose key this is.</summary>
    public async Task<Outcome<Caller>> FindAsync(string key)
    {
        var hash = Secrets.Hash(key);
        if (known.Find(hash) is { } caller)
            return caller;
        return await store.ReadAsync<Caller>(async context =>
            await byKey(context, hash) is { } found
                ? known.Add(hash, found.Caller)
                : new Fault(
                    StatusCodes.Status401Unauthorized,
                    "This key is not known, or its learner was deleted. POST /api/v1/learners gives a new one."
                )
        );
    }

    /// <summary>The learner whom an identity provider names, made at the first sight.</summary>
    public Task<Outcome<Caller>> FindOrCreateAsync(string issuer, string subject, CancellationToken cancellationToken)
    {
        // Hashed, so that nothing in the database tells who a learner is.
        var name = Secrets.Hash($"{issuer}\n{subject}");
        return store.WriteAsync<Caller>(
            async context =>
            {
                if (await bySubject(context, name) is { } found)
                    return found.Caller;
                var learner = new LearnerRow
                {
                    Id = Secrets.New("learner-"),
                    Subject = name,
                    CreatedAt = clock.GetUtcNow(),
                };
                context.Add(learner);
                await context.SaveChangesAsync(cancellationToken);
                return new Found(learner.Id, null).Caller;
            },
            cancellationToken
        );
    }

    public Task<Outcome<LearnerView>> ReadAsync(string learnerId, CancellationToken cancellationToken) =>
        store.ReadAsync<LearnerView>(async context =>
            await context.Learners.FirstOrDefaultAsync(l => l.Id == learnerId, cancellationToken) is { } learner
                ? LearnerView.Of(learner)
                : CardRead.Deleted
        );

    /// <summary>Takes the choice, and derives every card anew from its log.</summary>
    public Task<Outcome<LearnerView>> ScheduleAsync(
        string learnerId,
        SchedulingOptions scheduling,
        CancellationToken cancellationToken
    ) =>
        store.WriteAsync<LearnerView>(
            async context =>
            {
                context.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.TrackAll;
                var learner = await context.Learners.FirstOrDefaultAsync(l => l.Id == learnerId, cancellationToken);
                if (learner is null)
                    return CardRead.Deleted;
                var cards = await context
                    .CardStates.Where(c => c.LearnerId == learnerId)
                    .ToListAsync(cancellationToken);
                var log = await context
                    .CardReviews.AsNoTracking()
                    .Where(r => r.LearnerId == learnerId)
                    .OrderBy(r => r.Number)
                    .ToListAsync(cancellationToken);
                var byCard = log.ToLookup(entry => entry.CardId);
                foreach (var card in cards.Where(card => byCard.Contains(card.CardId)))
                    context
                        .Entry(card)
                        .CurrentValues.SetValues(
                            CardProgress.Replay(learnerId, card.CardId, [.. byCard[card.CardId]], card, scheduling)
                        );
                learner.Scheduling = scheduling.Write();
                await context.SaveChangesAsync(cancellationToken);
                known.Forget(learnerId);
                return LearnerView.Of(learner);
            },
            cancellationToken
        );

    public Task<Outcome<LearnerExport>> ExportAsync(string learnerId, CancellationToken cancellationToken) =>
        store.ReadAsync(context => LearnerExport.ReadAsync(context, learnerId, clock.GetUtcNow(), cancellationToken));

    public Task<Outcome<string>> DeleteAsync(string learnerId, CancellationToken cancellationToken) =>
        store.WriteAsync<string>(
            async context =>
            {
                known.Forget(learnerId);
                await using var erasing = await Erasure.StartAsync(context, cancellationToken);
                await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
                await context.IdempotencyKeys.Where(k => k.Scope == learnerId).ExecuteDeleteAsync(cancellationToken);
                await context.Learners.Where(l => l.Id == learnerId).ExecuteDeleteAsync(cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                known.Forget(learnerId);
                return learnerId;
            },
            cancellationToken
        );

    private sealed record Found(string Id, string? Scheduling)
    {
        public Caller Caller => new(Id, SchedulingOptions.Read(Scheduling));
    }
}

/// <param name="Key">Shown this once; send it as <c>Authorization: Bearer …</c>.</param>
public sealed record NewLearner(string Id, string Key, DateTimeOffset CreatedAt);

/// <param name="HasKey">Whether a key leads here; else an identity provider's token does.</param>
public sealed record LearnerView(string Id, DateTimeOffset CreatedAt, bool HasKey, SchedulingOptions Scheduling)
{
    internal static LearnerView Of(LearnerRow row) =>
        new(row.Id, row.CreatedAt, row.KeyHash is not null, SchedulingOptions.Read(row.Scheduling));
}
