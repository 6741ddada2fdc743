using TlsDissect.Decryption;
using TlsDissect.Keys;
using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Secrets;

/// <summary>Remembers what was tried for one handshake, so that it is not tried again with each waiting record.</summary>
internal sealed class HandshakeMemory(IHandshakeFacts handshake)
{
    public IHandshakeFacts Handshake { get; } = handshake;

    /// <summary>Premaster secrets that the keys decrypt from the ClientKeyExchange. Kept because RSA is slow.</summary>
    public List<PremasterSecret>? Premasters { get; set; }

    /// <summary>Whether there was any secret to try.</summary>
    public bool HadCandidates { get; set; }

    /// <summary>Whether one of them must belong to this handshake.</summary>
    public bool HadCertainCandidate { get; set; }

    /// <summary>Whether keys were not tried because the limit on trials of all connections was reached.</summary>
    public bool HasUntriedKeys { get; private set; }

    /// <summary>How far the key log was searched for master secrets.</summary>
    public KeyLogCursor Searched { get; set; }

    private int _retries;

    /// <summary>Takes one of the records of DTLS that the master secrets are tried on after the first.</summary>
    public bool TakeRetry() => _retries < DirectionMemory.MaxRetries && ++_retries > 0;

    /// <summary>How far the key log was searched for master secrets logged by session ID.</summary>
    public KeyLogCursor SessionsSearched { get; set; }

    /// <summary>The TLS 1.3 pre-shared key that the ClientHello's binder verified.</summary>
    public VerifiedPreSharedKey? PreSharedKey { get; set; }

    /// <summary>The ClientHello for which a pre-shared key was searched. A second ClientHello has other binders.</summary>
    public ClientHello? PreSharedKeySearched { get; set; }

    /// <summary>TLS 1.3 tickets read before the client's Finished, because one direction was captured before the other. Rare.</summary>
    public List<NewSessionTicket>? EarlyTickets { get; set; }

    /// <summary>The key block, kept after one direction got its keys until the other does.</summary>
    private (byte[] Master, DirectionKeys[] Keys)? _keyBlock;

    /// <summary>Whether a key may be tried, at a cost in bytes that could be decrypted in the same time.</summary>
    public bool MayTry(SecretServices services, long cost)
    {
        bool may = services.SharedTrials.TrySpend(cost);
        HasUntriedKeys |= !may;
        return may;
    }

    /// <summary>Creates the decryptor of one direction from a master secret. The version and suite must be supported.</summary>
    public RecordDecryptor CreateDecryptor(byte[] master, ReadOnlySpan<byte> clientRandom, Sender sender)
    {
        RecordProtection protection = Handshake.Protection!;
        bool isDerived = _keyBlock is not null && ReferenceEquals(_keyBlock.Value.Master, master);
        DirectionKeys[] keys = isDerived
            ? _keyBlock!.Value.Keys
            : KeyBlock.Derive(protection, master, clientRandom, Handshake.ServerHello!.Random.Span);
        _keyBlock = isDerived ? null : (master, keys);
        return RecordDecryptorFactory.Create(protection, keys[(int)sender])!;
    }
}
