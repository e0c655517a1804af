using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace KnowledgeApi.Tests.Storage;

/// <summary>
/// A PostgreSQL server of the test run's own, in a temporary folder. Where none is installed, tests that need it say so and
/// are skipped.
/// </summary>
public sealed class PostgreSql : IDisposable
{
    static readonly string? Binaries = FindBinaries();

    readonly Lazy<string> folder;
    int databases;

    public PostgreSql() => folder = new(Start);

    /// <summary>Why there is no server; null where there is one.</summary>
    public static string? Missing =>
        Binaries is null ? "PostgreSQL's server is not installed (apt-get install postgresql-15)." : null;

    public int Port { get; } = FreePort();

    /// <summary>The connection string of a new, empty database.</summary>
    public string NewDatabase()
    {
        _ = folder.Value;
        var name = $"test{Interlocked.Increment(ref databases)}";
        using var connection = new NpgsqlConnection(Connection("postgres"));
        connection.Open();
        using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        command.ExecuteNonQuery();
        return Connection(name);
    }

    public string Connection(string database, int? port = null) =>
        $"Host=127.0.0.1;Port={port ?? Port};Database={database};Username=postgres;Timeout=15;Command Timeout=15";

    public static int FreePort()
    {
        // Below those that systems give to connections on their way out: one of these could take it before it is used.
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, Random.Shared.Next(15_000, 32_000));
            try
            {
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException)
            {
                // Taken: another.
            }
        }
    }

    public void Dispose()
    {
        if (!folder.IsValueCreated)
            return;
        NpgsqlConnection.ClearAllPools();
        Run("pg_ctl", "stop", "-D", folder.Value, "-m", "immediate");
        Directory.Delete(folder.Value, recursive: true);
    }

    string Start()
    {
        var data = Directory.CreateTempSubdirectory("postgresql-").FullName;
        if (Environment.UserName == "root")
            RunPlain("chown", "postgres", data);
        Run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "--no-sync", "--no-instructions");
        Run(
            "pg_ctl",
            "start",
            "-w",
            "-D",
            data,
            "-l",
            $"{data}/log",
            "-o",
            $"-p {Port} -k {data} -h 127.0.0.1 -c max_connections=500"
        );
        return data;
    }

    static void Run(string tool, params string[] arguments)
    {
        var path = Path.Combine(Binaries!, tool);
        // The server refuses to be root.
        if (Environment.UserName == "root")
            RunPlain("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", path, .. arguments]);
        else
            RunPlain(path, arguments);
    }

    static void RunPlain(string file, params string[] arguments)
    {
        // Output is left alone: the server inherits it, and who reads it to its end waits for the server's.
        using var process = Process.Start(new ProcessStartInfo(file, arguments) { WorkingDirectory = "/tmp" })!;
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{file} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }

    static string? FindBinaries()
    {
        var folders = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(version => $"{version}/bin")
            : [];
        return folders
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'))
            .FirstOrDefault(folder => IsThere(new(Path.Combine(folder, "initdb"))));
    }

    // A link outlives what it leads to.
    static bool IsThere(FileInfo file) =>
        file.Exists && file.ResolveLinkTarget(returnFinalTarget: true) is not { Exists: false };
}
