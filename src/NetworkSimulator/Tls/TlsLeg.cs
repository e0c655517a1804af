namespace NetworkSimulator.Tls;

/// <summary>One leg of an HTTP request's way, between two ends that see it in clear.</summary>
/// <param name="From">Who sends.</param>
/// <param name="To">Who receives; where it is encrypted, TLS ends there.</param>
/// <param name="Encryption">How it is protected.</param>
/// <param name="Reason">Why, in a sentence.</param>
/// <param name="Object">The object that decides, as <c>Kind NS/NAME</c>; empty where none does.</param>
/// <param name="Line">The line that decides; 0 where none does.</param>
public sealed record TlsLeg(string From, string To, Encryption Encryption, string Reason, string Object, int Line);

/// <summary>How a leg is protected.</summary>
public enum Encryption
{
    /// <summary>Not at all: who can read the network can read the request.</summary>
    Plaintext,

    /// <summary>By TLS; the receiver shows a certificate.</summary>
    Tls,

    /// <summary>By mutual TLS between proxies of a mesh; both ends show a certificate.</summary>
    MutualTls,
}
