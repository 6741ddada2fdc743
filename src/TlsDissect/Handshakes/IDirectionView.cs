using TlsDissect.Protocol;
using TlsDissect.Records.Resynchronization;

namespace TlsDissect.Handshakes;

/// <summary>One direction of a connection as its handshakes see it. Only the connection changes it.</summary>
internal interface IDirectionView
{
    /// <summary>0 or 1: TCP's side, not the TLS role.</summary>
    int Side { get; }

    /// <summary>The side's TLS role, as far as is known now: a hello may turn it.</summary>
    Sender Sender { get; }

    /// <summary>How its next record is read.</summary>
    ReadState State { get; }

    /// <summary>Which TLS 1.3 secret protects it.</summary>
    Epoch Epoch { get; }

    /// <summary>The handshake whose keys protect it, from its change_cipher_spec on.</summary>
    Handshake? Handshake { get; }

    /// <summary>Whether records under TLS 1.3's keys came.</summary>
    bool SentProtected { get; }

    /// <summary>Counts its keys.</summary>
    int KeyChanges { get; }

    /// <summary>Protected records that were decrypted.</summary>
    long Decrypted { get; }

    /// <summary>The TLS 1.3 traffic secret in use; empty else.</summary>
    byte[] TrafficSecret { get; }

    /// <summary>Set after a loss until a record authenticates again.</summary>
    LostRecords? Lost { get; }
}
