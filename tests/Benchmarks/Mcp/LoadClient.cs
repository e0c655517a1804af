using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Benchmarks.Mcp;

/// <summary>Sends one prepared call over and over on many connections; reads just enough of an answer to see its end.</summary>
public sealed class LoadClient(int port, string tool, string arguments)
{
    private static readonly byte[] EndOfChunks = "\r\n0\r\n\r\n"u8.ToArray();
    private static readonly byte[] Ok = "HTTP/1.1 200"u8.ToArray();
    private readonly byte[] request = Request(port, tool, arguments);

    /// <summary>Answers a second.</summary>
    public async Task<double> RunAsync(int connections, TimeSpan duration)
    {
        var watch = Stopwatch.StartNew();
        var counts = await Task.WhenAll(
            Enumerable.Range(0, connections).Select(_ => Task.Run(() => CallAsync(() => watch.Elapsed < duration)))
        );
        return counts.Sum() / watch.Elapsed.TotalSeconds;
    }

    /// <summary>Each of many callers calls a few times, all at once.</summary>
    public Task CrowdAsync(int callers, int calls) =>
        Task.WhenAll(
            Enumerable
                .Range(0, callers)
                .Select(_ =>
                {
                    var left = calls;
                    return Task.Run(() => CallAsync(() => left-- > 0));
                })
        );

    /// <summary>Callers that are gone before or amid the answer.</summary>
    public async Task VanishAsync(int callers)
    {
        for (var i = 0; i < callers; i++)
        {
            using var socket = await ConnectAsync();
            // Closed by a reset, as by a process that is killed.
            socket.LingerState = new LingerOption(true, 0);
            await socket.SendAsync(request);
            if (i % 2 == 0)
                await socket.ReceiveAsync(new byte[64]);
        }
    }

    /// <summary>One answer's body, as text.</summary>
    public async Task<string> OnceAsync()
    {
        using var socket = await ConnectAsync();
        await socket.SendAsync(request);
        var buffer = new byte[1 << 20];
        var length = await ReceiveAsync(socket, buffer);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    private async Task<int> CallAsync(Func<bool> more)
    {
        using var socket = await ConnectAsync();
        var buffer = new byte[1 << 17];
        var count = 0;
        for (; more(); count++)
        {
            await socket.SendAsync(request);
            await ReceiveAsync(socket, buffer);
            if (!buffer.AsSpan().StartsWith(Ok))
                throw new InvalidOperationException(Encoding.UTF8.GetString(buffer, 0, 400));
        }
        return count;
    }

    private static async Task<int> ReceiveAsync(Socket socket, byte[] buffer)
    {
        var length = 0;
        do
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(length));
            if (read == 0)
                throw new InvalidOperationException("The server closed the connection.");
            length += read;
        } while (!buffer.AsSpan(0, length).EndsWith(EndOfChunks));
        return length;
    }

    private async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        return socket;
    }

    private static byte[] Request(int port, string tool, string arguments)
    {
        var body = $$$"""
            {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"{{{tool}}}","arguments":{{{arguments}}},"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{"name":"load","version":"1"},"io.modelcontextprotocol/clientCapabilities":{}} } }
            """;
        var head =
            $"POST /mcp HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Type: application/json\r\n"
            + "Accept: application/json, text/event-stream\r\nMCP-Protocol-Version: 2026-07-28\r\nMcp-Method: tools/call\r\n"
            + $"Mcp-Name: {tool}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n";
        return Encoding.UTF8.GetBytes(head + body);
    }
}
