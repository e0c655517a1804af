using System.Collections.Immutable;

namespace NetworkSimulator.Flows;

/// <summary>The answer to a flow: its verdict and the way there, hop by hop.</summary>
public sealed record Trace
{
    /// <summary>How the flow ends; null for a lookup that was answered.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>HTTP status, where something answered itself or a rule sets it.</summary>
    public int? Status { get; init; }

    /// <summary>What the request can reach: Pods as <c>NS/NAME</c>, others as <c>IP:PORT</c>, with their shares of requests.</summary>
    public ImmutableArray<Backend> Backends { get; init; } = [];

    /// <summary>Shares by Service <c>NS/NAME</c>, where a route splits among several; else empty.</summary>
    public ImmutableArray<Backend> ServiceShares { get; init; } = [];

    /// <summary>The Service <c>NS/NAME</c> that a route chose, or null.</summary>
    public string? Service { get; init; }

    /// <summary>Whether the backend sees the node's address in place of the client's; null where nothing is delivered.</summary>
    public bool? Masquerade { get; init; }

    /// <summary>The Location header of a redirect, or null.</summary>
    public string? Location { get; init; }

    /// <summary>The HTTP request as the backend sees it, or null.</summary>
    public HttpRequestSeen? Request { get; init; }

    /// <summary>Response code of a lookup, or null.</summary>
    public Rcode? Rcode { get; init; }

    /// <summary>Records of a lookup, as <c>TYPE value</c>; default where the flow is no lookup.</summary>
    public ImmutableArray<string> Answers { get; init; }

    /// <summary>The way, summed up in one paragraph; put together when first asked for.</summary>
    public string Explanation => field ??= Explanations.Of(this);

    /// <summary>The way, stage by stage.</summary>
    public ImmutableArray<Hop> Hops { get; init; } = [];
}

/// <summary>A backend (or Service) and its share of the requests.</summary>
/// <param name="Name">Pod or Service as <c>NS/NAME</c>, else <c>IP:PORT</c>.</param>
/// <param name="Share">Share of requests, 0 to 1.</param>
public readonly record struct Backend(string Name, double Share);

/// <summary>The HTTP request that reaches a backend.</summary>
/// <param name="Host">Host header, without port.</param>
/// <param name="Path">Path.</param>
/// <param name="Query">Query without question mark; empty where there is none.</param>
/// <param name="Headers">Headers that the route set or the client sent.</param>
public sealed record HttpRequestSeen(
    string Host,
    string Path,
    string Query,
    ImmutableArray<KeyValuePair<string, string>> Headers
);

/// <summary>One step on the way.</summary>
/// <param name="Component">What acted, such as <c>CoreDNS</c>, <c>kube-proxy</c>, <c>NetworkPolicy</c> or <c>Ingress</c>.</param>
/// <param name="Object">The object that decided, as <c>Kind NS/NAME</c>; empty where none did.</param>
/// <param name="Document">Number of its YAML document, from 1; 0 where no object decided.</param>
/// <param name="Line">The line that decided, from 1: change it and the decision changes; 0 where none did.</param>
/// <param name="Decision">The decision in a word or two, such as <c>allowed</c>, <c>denied</c>, <c>resolved</c>.</param>
/// <param name="Reason">Why, in one plain sentence.</param>
public sealed record Hop(string Component, string Object, int Document, int Line, string Decision, string Reason);
