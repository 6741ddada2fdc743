using TlsDissect.Transport;

namespace TlsDissect.Prefaces;

/// <summary>What both sides sent before TLS. Borrowed.</summary>
internal readonly ref struct Preface
{
    public PrefaceSide Client { get; init; }

    public PrefaceSide Server { get; init; }

    /// <summary>The protocol whose frames carry TLS; <c>null</c> if none does.</summary>
    public Carrier? Carrier { get; init; }

    /// <summary>Whether neither side sent anything.</summary>
    public bool IsEmpty => Client.IsEmpty && Server.IsEmpty;

    /// <summary>Whether the client ends with a command, or nothing of it was captured.</summary>
    public bool Asks(ReadOnlySpan<byte> command) => Client.IsEmpty || Words.Is(Client.LastLine, command);

    /// <summary>
    /// Whether the server ends with a line of this reply, or nothing of it was captured. One side alone decides then.
    /// </summary>
    public bool Replies(ReadOnlySpan<byte> reply) => Server.IsEmpty || Words.Is(Words.First(Server.LastLine), reply);

    /// <summary>Whether each side ends with certain bytes, or nothing of it was captured.</summary>
    public bool EndsWith(ReadOnlySpan<byte> client, ReadOnlySpan<byte> server) =>
        (Client.IsEmpty || Client.End.EndsWith(client)) && (Server.IsEmpty || Server.End.EndsWith(server));
}

/// <summary>A protocol at the beginning, after which another one or TLS follows.</summary>
/// <param name="Protocol">The protocol.</param>
/// <param name="ClientLength">Number of the client's bytes.</param>
/// <param name="ServerLength">Number of the server's bytes.</param>
internal sealed record PrefaceStep(StartTlsProtocol Protocol, int ClientLength, int ServerLength)
{
    /// <summary>The server asked for.</summary>
    public string? Target { get; init; }

    /// <summary>The client named.</summary>
    public IpEndpoint? Client { get; init; }
}
