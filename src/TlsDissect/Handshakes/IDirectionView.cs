using TlsDissect.Protocol;
using TlsDissect.Records.Resynchronization;

namespace TlsDissect.Handshakes;

/// <summary>One direction of a connection as its handshakes see it. Only the connection changes it.</summary>
internal interface IDirectionView
{
    /// <summary>0 or 1: TCP's side, not the TLS role.</summary>
    int Side { get; }

    /// <summary>The TLS role of the side, as far as is known now. A hello may change it.</summary>
    Sender Sender { get; }

    /// <summary>How its next record is read.</summary>
    ReadState State { get; }

    /// <summary>Which TLS 1.3 secret protects it.</summary>
    Epoch Epoch { get; }

    /// <summary>The handshake whose keys protect it, from its change_cipher_spec on.</summary>
    Handshake? Handshake { get; }

    /// <summary>Whether records under TLS 1.3's keys came.</summary>
    bool SentProtected { get; }

    /// <summary>Number of key changes.</summary>
    int KeyChanges { get; }

    /// <summary>Protected records that were decrypted.</summary>
    long Decrypted { get; }

    /// <summary>The TLS 1.3 traffic secret in use; otherwise empty.</summary>
    byte[] TrafficSecret { get; }

    /// <summary>Set after a loss until a record authenticates again.</summary>
    LostRecords? Lost { get; }
}
