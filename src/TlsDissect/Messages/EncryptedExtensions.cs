using System.Collections.Immutable;
using TlsDissect.Messages.Extensions;
using TlsDissect.Protocol;

namespace TlsDissect.Messages;

/// <summary>Further choices of the server, in the first protected message (RFC 8446 §4.3.1).</summary>
internal sealed record EncryptedExtensions() : HandshakeMessage(HandshakeType.EncryptedExtensions)
{
    /// <summary>All extensions in order, including the parsed ones.</summary>
    public required ImmutableArray<Extension> Extensions { get; init; }

    /// <summary>The chosen application protocol, as Latin-1 text of its bytes. Hostile.</summary>
    public string? Alpn { get; init; }

    /// <summary>max_fragment_length (RFC 6066 §4) as a code, from 1 for 512 bytes to 4 for 4,096.</summary>
    public byte? MaxFragmentLength { get; init; }

    /// <summary>record_size_limit (RFC 8449 §4) in bytes.</summary>
    public ushort? RecordSizeLimit { get; init; }

    /// <summary>Whether early_data was accepted (RFC 8446 §4.2.10).</summary>
    public bool EarlyData { get; init; }

    /// <inheritdoc/>
    public override string? Malformed => ExtensionBlock.FirstMalformed(Extensions);

    internal static EncryptedExtensions Read(ref TlsReader reader)
    {
        ServerExtensions parsed = new();
        return new EncryptedExtensions
        {
            Extensions = parsed.Read(ref reader),
            Alpn = parsed.Alpn,
            MaxFragmentLength = parsed.MaxFragmentLength,
            RecordSizeLimit = parsed.RecordSizeLimit,
            EarlyData = parsed.EarlyData,
        };
    }
}
