using TlsDissect.Decryption;
using TlsDissect.Handshakes;
using TlsDissect.Protocol;

namespace TlsDissect.Connections;

/// <summary>How the records of one epoch of a direction are read. Only <see cref="Direction"/> creates one, at each transition.</summary>
/// <param name="State">In the clear, awaiting keys, protected or opaque.</param>
internal readonly record struct EpochState(ReadState State)
{
    /// <summary>The epoch, which tells the TLS 1.3 secret that protects the records.</summary>
    public Epoch Epoch { get; init; }

    /// <summary>The handshake whose keys protect the records; <c>null</c> if unknown.</summary>
    public Handshake? Handshake { get; init; }

    /// <summary>Decrypts the records; set in <see cref="ReadState.Protected"/>.</summary>
    public RecordDecryptor? Decryptor { get; init; }

    /// <summary>The TLS 1.3 traffic secret in use; otherwise empty.</summary>
    public byte[] TrafficSecret { get => field ?? []; init; }

    /// <summary>Number of KeyUpdates before the traffic secret, if they were captured or logged.</summary>
    public int Generation { get; init; }

    /// <summary>Why nothing decrypts the records; set in <see cref="ReadState.Opaque"/>.</summary>
    public DecryptionReason? Reason { get; init; }
}
