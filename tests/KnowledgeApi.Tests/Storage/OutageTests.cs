using System.Net;
using System.Net.Sockets;
using KnowledgeApi.Hosting;
using KnowledgeApi.Tests.Learners;
using Microsoft.Data.Sqlite;

namespace KnowledgeApi.Tests.Storage;

/// <summary>A database that is away: told as such, alone, and only as long as it is.</summary>
public sealed class OutageTests(Databases databases)
{
    const string Run = "/api/v1/scenarios/finance-routing/runs";

    [Fact]
    public async Task WithoutPostgreSql_EverythingElseGoesOn_UntilItIsBack()
    {
        Assert.SkipWhen(PostgreSql.Missing is not null, PostgreSql.Missing ?? "");
        var port = PostgreSql.FreePort();
        var database = databases.NewDatabase(StorageProvider.PostgreSql)[1].Value;
        var connection = database.Replace(
            $"Port={databases.PostgreSql.Port}",
            $"Port={port}",
            StringComparison.Ordinal
        );
        using var app = KnowledgeApp.With(Databases.Settings(StorageProvider.PostgreSql, connection));
        using var client = app.CreateClient();
        // It starts without its database too.
        await AssertAway(client, null);

        Practitioner learner;
        using (new Relay(port, databases.PostgreSql.Port))
        {
            await UntilBack(client);
            learner = await Practitioner.NewAsync(client);
            await learner.StartAsync("""{"mode": "learn", "count": 1}""");
        }
        await AssertAway(client, learner);
        using (new Relay(port, databases.PostgreSql.Port))
        {
            await UntilBack(client);
            await learner.GetAsync("learners/me/export");
        }
    }

    [Fact]
    public async Task ALockedSqliteFile_IsAway_UntilItIsFree()
    {
        var settings = databases.NewDatabase(StorageProvider.Sqlite);
        using var app = KnowledgeApp.With(
            Databases.Settings(StorageProvider.Sqlite, settings[1].Value + ";Default Timeout=1")
        );
        using var client = app.CreateClient();
        var learner = await Practitioner.NewAsync(client);
        using var other = new SqliteConnection(settings[1].Value);
        other.Open();
        using (var transaction = other.BeginTransaction())
        {
            using var refused = await learner.SendAsync(HttpMethod.Post, "practice-sessions", """{"mode": "learn"}""");
            await refused.ProblemAsync(503);
            Assert.NotNull(refused.Headers.RetryAfter?.Delta);
            // Reading goes on, and so does what needs no learner.
            await learner.GetAsync("learners/me");
            await AssertServed(client);
        }
        await learner.StartAsync("""{"mode": "learn"}""");
    }

    static async Task AssertAway(HttpClient client, Practitioner? learner)
    {
        using var minted = await client.SendAsync(HttpMethod.Post, "/api/v1/learners");
        await minted.ProblemAsync(503);
        Assert.NotNull(minted.Headers.RetryAfter?.Delta);
        if (learner is not null)
        {
            await learner.ProblemAsync(503, HttpMethod.Get, "flashcards/due");
            await learner.ProblemAsync(503, HttpMethod.Post, "practice-sessions", """{"mode": "learn"}""");
        }
        await AssertServed(client);
    }

    static async Task AssertServed(HttpClient client)
    {
        await client.GetJsonAsync("/api/v1/articles");
        await client.GetJsonAsync("/api/v1/search?q=dns");
        await client.GetJsonAsync("/health/ready");
        using var run = await client.SendAsync(HttpMethod.Post, Run);
        Assert.Equal(HttpStatusCode.OK, run.StatusCode);
    }

    static async Task UntilBack(HttpClient client)
    {
        for (var tries = 0; ; tries++)
        {
            using var minted = await client.SendAsync(HttpMethod.Post, "/api/v1/learners");
            if (minted.StatusCode == HttpStatusCode.Created)
                return;
            await minted.ProblemAsync(503);
            Assert.True(tries < 1_200, "The database is back, but the service does not notice.");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Passes connections on for as long as it lives.</summary>
    sealed class Relay : IDisposable
    {
        readonly CancellationTokenSource end = new();
        readonly TcpListener listener;

        public Relay(int from, int to)
        {
            listener = new(IPAddress.Loopback, from) { ExclusiveAddressUse = false };
            listener.Start();
            _ = AcceptAsync(to);
        }

        public void Dispose()
        {
            end.Cancel();
            listener.Dispose();
        }

        async Task AcceptAsync(int to)
        {
            try
            {
                while (true)
                    _ = PassAsync(await listener.AcceptTcpClientAsync(end.Token), to);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // No more connections.
            }
        }

        async Task PassAsync(TcpClient caller, int to)
        {
            using (caller)
            using (var server = new TcpClient())
                try
                {
                    await server.ConnectAsync(IPAddress.Loopback, to, end.Token);
                    await Task.WhenAny(
                        caller.GetStream().CopyToAsync(server.GetStream(), end.Token),
                        server.GetStream().CopyToAsync(caller.GetStream(), end.Token)
                    );
                }
                catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
                {
                    // The connection is cut.
                }
        }
    }
}
