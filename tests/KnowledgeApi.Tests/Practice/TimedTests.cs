using System.Data.Common;
using System.Diagnostics;
using System.Net;
using KnowledgeApi.Hosting;
using KnowledgeApi.Tests.Learners;
using KnowledgeApi.Tests.Storage;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace KnowledgeApi.Tests.Practice;

/// <summary>What depends on the clock, and what an answer costs, on hosts whose clock and commands the test holds.</summary>
public sealed class TimedTests(Databases databases)
{
    [Theory, OnEachDatabase]
    public async Task ASessionWithoutALearner_IsGoneAfterADay(StorageProvider database)
    {
        await using var host = new Host(databases.NewDatabase(database));
        var nobody = Practitioner.Nobody(host.Client);
        var session = await nobody.StartAsync("""{"mode": "learn", "count": 2}""");
        host.Clock.Passed = TimeSpan.FromHours(23.9);
        await nobody.GetAsync($"practice-sessions/{session["id"]}");
        host.Clock.Passed = TimeSpan.FromHours(24.1);
        await nobody.ProblemAsync(404, HttpMethod.Get, $"practice-sessions/{session["id"]}");
        await nobody.ProblemAsync(
            404,
            HttpMethod.Post,
            $"practice-sessions/{session["id"]}/answers",
            """{"questionId": "x", "skip": true}"""
        );
    }

    [Theory, OnEachDatabase]
    public async Task LateAnswers_DoNotCount_AndAreToldWhy(StorageProvider database)
    {
        await using var host = new Host(databases.NewDatabase(database));
        var learner = await Practitioner.NewAsync(host.Client);
        var exam = await learner.StartAsync("""{"mode": "exam", "type": "single", "count": 2, "minutes": 1}""");
        var interview = await learner.StartAsync(
            """{"mode": "mock-interview", "count": 2, "secondsPerQuestion": 30}"""
        );
        host.Clock.Passed = TimeSpan.FromSeconds(61);

        var over = await Late(exam);
        Assert.Contains("time was over", (string)over["detail"]!);
        Assert.Equal("finished", (string)(await learner.GetAsync($"practice-sessions/{exam["id"]}"))["status"]!);
        Assert.Equal(2, (int)(await learner.GetAsync($"practice-sessions/{exam["id"]}/report"))["notAnswered"]!);

        var late = await Late(interview);
        Assert.Contains("not answered", (string)late["detail"]!);
        // The interview goes on with the next question, whose time has just begun.
        interview = await learner.GetAsync($"practice-sessions/{interview["id"]}");
        Assert.Equal((2, 1), ((int)interview["current"]!["position"]!, (int)interview["answered"]!));
        await learner.AnswerAsync(interview);

        Task<System.Text.Json.Nodes.JsonNode> Late(System.Text.Json.Nodes.JsonNode session)
        {
            var question = session["current"]!["question"]!;
            return learner.ProblemAsync(
                409,
                HttpMethod.Post,
                $"practice-sessions/{session["id"]}/answers",
                $$"""{"questionId": "{{question["id"]}}", "answer": {{Practitioner.Some(question)}}}"""
            );
        }
    }

    [Theory, OnEachDatabase]
    public async Task AReplicaWhoseClockIsBehind_ReviewsAllTheSame(StorageProvider database)
    {
        await using var host = new Host(databases.NewDatabase(database));
        var learner = await Practitioner.NewAsync(host.Client);
        var session = await learner.StartAsync("""{"mode": "learn", "type": "single", "count": 1}""");
        var card = $"card-{session["current"]!["question"]!["id"]}";
        var first = await learner.PostAsync($"flashcards/{card}/reviews", """{"rating": 3}""");
        host.Clock.Passed = TimeSpan.FromSeconds(-2);
        var second = await learner.PostAsync($"flashcards/{card}/reviews", """{"rating": 3}""");
        Assert.Equal((string)first["review"]!["at"]!, (string)second["review"]!["at"]!);
        var reply = await learner.AnswerAsync(session, right: true);
        Assert.Equal(3, (int)reply["rating"]!);
        // Who names a time means it.
        await learner.ProblemAsync(
            422,
            HttpMethod.Post,
            $"flashcards/{card}/reviews",
            """{"rating": 3, "at": "2026-01-01T00:00:00Z"}"""
        );
    }

    [Theory, OnEachDatabase]
    public async Task AnAnswer_TakesAtMostFourTripsToTheDatabase(StorageProvider database)
    {
        var settings = databases.NewDatabase(database);
        await using var host = new Host(settings);
        using var trips = new Trips(database, settings[1].Value, host.Framework);
        var learner = await Practitioner.NewAsync(host.Client);
        var session = await learner.StartAsync("""{"mode": "learn", "type": "single", "count": 3}""");
        session = (await learner.AnswerAsync(session))["session"]!;
        // Whoever sent a request a moment ago is known without asking.
        host.Clock.Passed = TimeSpan.FromSeconds(30);
        var question = session["current"]!["question"]!;
        var body = $$"""{"questionId": "{{question["id"]}}", "answer": {{Practitioner.Some(question)}}}""";
        var before = trips.Count;
        using var response = await learner.SendAsync(
            HttpMethod.Post,
            $"practice-sessions/{session["id"]}/answers",
            body,
            ("Idempotency-Key", "once")
        );
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        // In SQLite an answer is read and written in one turn of the writer, past the framework.
        Assert.InRange(trips.Count - before, database == StorageProvider.Sqlite ? 1 : 3, 4);
    }

    sealed class Host : IAsyncDisposable
    {
        readonly KnowledgeApp app;
        readonly WebApplicationFactory<Program> held;

        public Host((string, string)[] settings)
        {
            app = KnowledgeApp.With(settings);
            held = app.WithWebHostBuilder(builder =>
                builder.ConfigureTestServices(services =>
                {
                    services.AddSingleton<TimeProvider>(Clock);
                    services.AddSingleton<IInterceptor>(Framework);
                })
            );
            Client = held.CreateClient();
        }

        public ShiftedClock Clock { get; } = new();
        public FrameworkTrips Framework { get; } = new();
        public HttpClient Client { get; }

        public async ValueTask DisposeAsync()
        {
            await held.DisposeAsync();
            await app.DisposeAsync();
        }
    }

    sealed class ShiftedClock : TimeProvider
    {
        public TimeSpan Passed { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Passed;
    }

    /// <summary>What is asked of a database: as its driver sees it, where the database is another process.</summary>
    sealed class Trips : IDisposable
    {
        readonly ActivityListener? listener;
        readonly FrameworkTrips framework;
        int commands;

        public Trips(StorageProvider provider, string connection, FrameworkTrips framework)
        {
            this.framework = framework;
            if (provider != StorageProvider.PostgreSql)
                return;
            var database = new NpgsqlConnectionStringBuilder(connection).Database;
            listener = new()
            {
                ShouldListenTo = source => source.Name == "Npgsql",
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
                ActivityStopped = command =>
                {
                    // All items' ratings are read in the background now and then; no answer waits for them.
                    if (
                        (string?)command.GetTagItem("db.namespace") == database
                        && command.GetTagItem("db.query.text") is string text
                        && !text.EndsWith("FROM item_ratings AS i", StringComparison.Ordinal)
                    )
                        Interlocked.Increment(ref commands);
                },
            };
            ActivitySource.AddActivityListener(listener);
        }

        public int Count => listener is null ? framework.Commands : commands + framework.Commits;

        public void Dispose() => listener?.Dispose();
    }

    /// <summary>What goes through the framework.</summary>
    sealed class FrameworkTrips : DbCommandInterceptor, IDbTransactionInterceptor
    {
        int commands;
        int commits;

        public int Commands => commands;
        public int Commits => commits;

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command,
            CommandEventData eventData,
            InterceptionResult<DbDataReader> result,
            CancellationToken cancellationToken = default
        )
        {
            Interlocked.Increment(ref commands);
            return new(result);
        }

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command,
            CommandEventData eventData,
            InterceptionResult<int> result,
            CancellationToken cancellationToken = default
        )
        {
            Interlocked.Increment(ref commands);
            return new(result);
        }

        public ValueTask<InterceptionResult> TransactionCommittingAsync(
            DbTransaction transaction,
            TransactionEventData eventData,
            InterceptionResult result,
            CancellationToken cancellationToken = default
        )
        {
            Interlocked.Increment(ref commits);
            return new(result);
        }
    }
}
