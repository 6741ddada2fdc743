using TlsDissect.Decryption;
using TlsDissect.Keys;
using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Secrets;

/// <summary>What was tried for one handshake, so that it is not tried again with each record that waits.</summary>
internal sealed class HandshakeMemory(IHandshakeFacts handshake)
{
    public IHandshakeFacts Handshake { get; } = handshake;

    /// <summary>Premaster secrets that the server keys found in the ClientKeyExchange: RSA is slow, so they are kept.</summary>
    public List<PremasterSecret>? Premasters { get; set; }

    /// <summary>Whether any secret was there to try.</summary>
    public bool HadCandidates { get; set; }

    /// <summary>Whether one of them was certain to be this handshake's.</summary>
    public bool HadCertainCandidate { get; set; }

    /// <summary>Whether keys were not tried, because the bound of trial work over all connections was used up.</summary>
    public bool HasUntriedKeys { get; private set; }

    /// <summary>How far logged master secrets were tried.</summary>
    public KeyLogCursor Searched { get; set; }

    /// <summary>The TLS 1.3 pre-shared key that the ClientHello's binder verified.</summary>
    public VerifiedPreSharedKey? PreSharedKey { get; set; }

    /// <summary>The ClientHello for which a pre-shared key was looked for: a second one has other binders.</summary>
    public ClientHello? PreSharedKeySearched { get; set; }

    /// <summary>TLS 1.3 tickets that were read before the client's Finished, as one direction may be captured before the other; seldom any.</summary>
    public List<NewSessionTicket>? EarlyTickets { get; set; }

    /// <summary>What one direction took its keys from, until the other has.</summary>
    private (byte[] Master, DirectionKeys[] Keys)? _keyBlock;

    /// <summary>Whether a key may be tried.</summary>
    /// <param name="services">Bound the work.</param>
    /// <param name="cost">In bytes that could be decrypted meanwhile.</param>
    public bool MayTry(SecretServices services, long cost)
    {
        bool may = services.SharedTrials.TrySpend(cost);
        HasUntriedKeys |= !may;
        return may;
    }

    /// <summary>The decryptor of one direction under a master secret; the version and suite must be supported.</summary>
    public RecordDecryptor CreateDecryptor(byte[] master, byte[] clientRandom, Sender sender)
    {
        RecordProtection protection = Handshake.Protection!;
        bool isDerived = _keyBlock is not null && ReferenceEquals(_keyBlock.Value.Master, master);
        DirectionKeys[] keys = isDerived ? _keyBlock!.Value.Keys : KeyBlock.Derive(protection, master, clientRandom, Handshake.ServerHello!.Random);
        _keyBlock = isDerived ? null : (master, keys);
        return RecordDecryptorFactory.Create(protection, keys[(int)sender])!;
    }
}
