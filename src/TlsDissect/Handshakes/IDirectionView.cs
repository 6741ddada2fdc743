using TlsDissect.Protocol;
using TlsDissect.Records.Resynchronization;

namespace TlsDissect.Handshakes;

/// <summary>One direction of a connection as its handshakes see it. Only the connection changes it.</summary>
internal interface IDirectionView
{
    /// <summary>The TCP side, 0 or 1. Not the TLS role.</summary>
    int Side { get; }

    /// <summary>The TLS role of the side, as far as is known now. A hello may change it.</summary>
    Sender Sender { get; }

    /// <summary>How its next record is read.</summary>
    ReadState State { get; }

    /// <summary>The epoch, which tells the TLS 1.3 secret that protects it.</summary>
    Epoch Epoch { get; }

    /// <summary>The handshake whose keys protect it, from its change_cipher_spec on.</summary>
    Handshake? Handshake { get; }

    /// <summary>Whether records under TLS 1.3 keys came.</summary>
    bool SentProtected { get; }

    /// <summary>Number of key changes.</summary>
    int KeyChanges { get; }

    /// <summary>Number of protected records that were decrypted.</summary>
    long Decrypted { get; }

    /// <summary>The TLS 1.3 traffic secret in use; otherwise empty.</summary>
    byte[] TrafficSecret { get; }

    /// <summary>The loss since the last record that authenticated; <c>null</c> if there is none.</summary>
    LostRecords? Lost { get; }
}
