using TlsDissect.Decryption;
using TlsDissect.Keys;
using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Secrets;

/// <summary>What was tried for one handshake, so that it is not tried again with each waiting record.</summary>
internal sealed class HandshakeMemory(IHandshakeFacts handshake)
{
    public IHandshakeFacts Handshake { get; } = handshake;

    /// <summary>Premaster secrets that the keys find in the ClientKeyExchange. Kept because RSA is slow.</summary>
    public List<PremasterSecret>? Premasters { get; set; }

    /// <summary>Whether there was any secret to try.</summary>
    public bool HadCandidates { get; set; }

    /// <summary>Whether one of them must be this handshake's.</summary>
    public bool HadCertainCandidate { get; set; }

    /// <summary>Whether keys were not tried, because the bound of trial work over all connections was used up.</summary>
    public bool HasUntriedKeys { get; private set; }

    /// <summary>How far the key log was searched for master secrets.</summary>
    public KeyLogCursor Searched { get; set; }

    /// <summary>How far the key log was searched for master secrets that are logged by session ID.</summary>
    public KeyLogCursor SessionsSearched { get; set; }

    /// <summary>The TLS 1.3 pre-shared key that the ClientHello's binder verified.</summary>
    public VerifiedPreSharedKey? PreSharedKey { get; set; }

    /// <summary>The ClientHello whose pre-shared key was searched for. A second one has other binders.</summary>
    public ClientHello? PreSharedKeySearched { get; set; }

    /// <summary>TLS 1.3 tickets read before the client's Finished, because one direction was captured before the other. Rarely any.</summary>
    public List<NewSessionTicket>? EarlyTickets { get; set; }

    /// <summary>The key block that one direction was given keys from, until the other is.</summary>
    private (byte[] Master, DirectionKeys[] Keys)? _keyBlock;

    /// <summary>Whether a key may be tried, at a cost in bytes that could be decrypted in the same time.</summary>
    public bool MayTry(SecretServices services, long cost)
    {
        bool may = services.SharedTrials.TrySpend(cost);
        HasUntriedKeys |= !may;
        return may;
    }

    /// <summary>The decryptor of one direction under a master secret; the version and suite must be supported.</summary>
    public RecordDecryptor CreateDecryptor(byte[] master, ReadOnlySpan<byte> clientRandom, Sender sender)
    {
        RecordProtection protection = Handshake.Protection!;
        bool isDerived = _keyBlock is not null && ReferenceEquals(_keyBlock.Value.Master, master);
        DirectionKeys[] keys = isDerived ? _keyBlock!.Value.Keys : KeyBlock.Derive(protection, master, clientRandom, Handshake.ServerHello!.Random.Span);
        _keyBlock = isDerived ? null : (master, keys);
        return RecordDecryptorFactory.Create(protection, keys[(int)sender])!;
    }
}
