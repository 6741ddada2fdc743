namespace TlsDissect.Applications;

/// <summary>The first plaintext bytes of both sides, at most <see cref="Most"/> of each. A side that sent none is empty.</summary>
internal readonly ref struct FirstBytes(ReadOnlySpan<byte> client, ReadOnlySpan<byte> server)
{
    /// <summary>Number of bytes of a side that are looked at.</summary>
    public const int Most = 256;

    public ReadOnlySpan<byte> Client { get; } = client.Length > Most ? client[..Most] : client;

    public ReadOnlySpan<byte> Server { get; } = server.Length > Most ? server[..Most] : server;
}
