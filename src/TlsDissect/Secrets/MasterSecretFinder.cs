using TlsDissect.Decryption;
using TlsDissect.Keys;
using TlsDissect.Protocol;

namespace TlsDissect.Secrets;

/// <summary>
/// Finds the master secret of a handshake of TLS 1.2 or before. The first protected record verifies it. The likeliest candidates come
/// first: the secret logged for this client random, that of the resumed session, and those that the server keys decrypt from the
/// ClientKeyExchange.
/// </summary>
internal sealed class MasterSecretFinder(SecretServices services, HandshakeMemory memory, SecretQuestion question)
{
    /// <summary>Cost of a key block, which takes about ten HMACs and the setup of a cipher.</summary>
    private const int DerivationCost = 2 * SearchBudget.Derivation;

    private readonly IHandshakeFacts _handshake = memory.Handshake;

    /// <summary>Finds the secret of a handshake with both hellos.</summary>
    public SecretAnswer Find(scoped in TlsRecord record)
    {
        if (_handshake.Secret is SessionSecret known)
        {
            RecordDecryptor decryptor = memory.CreateDecryptor(known.Master, _handshake.ClientRandom!.Value.Span, question.Sender);
            DecryptedRecord decrypted = FirstRecord.Decrypt(services, decryptor, question, record);
            return SecretAnswer.Decrypted(new FoundKeys(decryptor), decrypted) with
            {
                Result = decrypted.IsAuthenticated ? SecretResult.Decrypted : SecretResult.BadRecord,
            };
        }

        bool isAgain = memory.HadCandidates;
        foreach (SessionSecret candidate in Candidates(record.Header.Length))
        {
            // Waiting records are tried again with every message of the other side.
            if (isAgain && !services.Trials.TrySpend(record.Header.Length)) break;
            memory.HadCandidates = true;
            memory.HadCertainCandidate |= candidate.Certain;
            SecretAnswer answer = Try(candidate, _handshake.ClientRandom!.Value.Span, record);
            if (answer.Result == SecretResult.Decrypted) return answer;
        }

        return _handshake.ServerHello!.SessionId.Length == 0 ? SearchSessions(record) : default;
    }

    /// <summary>
    /// Searches the secrets logged by session ID, for a session without an ID. Any of them may match, and each is tried once.
    /// </summary>
    private SecretAnswer SearchSessions(scoped in TlsRecord record)
    {
        // Searching a large log takes time, and few logs have such lines.
        if (!services.Keys.Has(KeyLogLabel.SessionId)) return default;
        KeyLogCursor place = memory.SessionsSearched;
        SecretAnswer answer = Search(ref place, 1u << (int)KeyLogLabel.SessionId, record);
        memory.SessionsSearched = place;
        return answer;
    }

    /// <summary>
    /// Searches the key log if the ClientHello is missing. The server random is known, and each line has a client random with its master
    /// secret. Each is tried once.
    /// </summary>
    public SecretAnswer Search(scoped in TlsRecord record)
    {
        KeyLogCursor place = memory.Searched;
        // A datagram may be damaged or forged, so that the secrets are tried on another as well.
        bool isAgain =
            !services.Keys.HasNext(place) && question.IsDatagram && services.SharedTrials.HasPlenty && memory.TakeRetry();
        if (isAgain) place = default;
        uint labels = 1u << (int)KeyLogLabel.ClientRandom;
        // With extended_master_secret a premaster secret needs the ClientHello itself (RFC 7627 §4).
        if (!_handshake.ServerHello!.ExtendedMasterSecret) labels |= 1u << (int)KeyLogLabel.PremasterClientRandom;
        SecretAnswer answer = Search(ref place, labels, record, isAgain ? SearchLook.Deeper : SearchLook.First);
        if (!isAgain) memory.Searched = place;
        return answer;
    }

    private SecretAnswer Search(scoped ref KeyLogCursor place, uint labels, scoped in TlsRecord record, SearchLook look = SearchLook.First)
    {
        SecretAnswer answer = default;
        while (answer.Found is null && services.Keys.HasNext(place))
        {
            int steps = services.Search.TakeSteps(look);
            if (steps == 0) break;
            while (answer.Found is null && services.Keys.TryNext(ref place, labels, ref steps, out LoggedSecret logged))
            {
                if (!services.Search.TrySpend(DerivationCost + record.Header.Length, look)) break;
                answer = TryLogged(logged, record);
            }
        }

        return answer;
    }

    private SecretAnswer TryLogged(scoped in LoggedSecret logged, scoped in TlsRecord record)
    {
        if (logged.Label == KeyLogLabel.SessionId)
            return Try(Logged(logged.Entry, isCertain: true), _handshake.ClientRandom!.Value.Span, record);
        byte[] master = logged.Label == KeyLogLabel.ClientRandom
            ? logged.Secret
            : MasterSecret.Derive(_handshake.Protection!, logged.Secret, logged.ClientRandom.Span, _handshake.ServerHello!.Random.Span);
        SessionSecret secret = new(master, LoggedSource.Of(logged.Entry), logged.Entry.Source, Certain: true);
        SecretAnswer answer = Try(secret, logged.ClientRandom.Span, record);
        if (answer.Found is not FoundKeys found) return answer;
        return answer with
        {
            Found =
            found with { Trial = new FoundByTrial(logged.ClientRandom, question.Sender, _handshake.CipherSuite) }
        };
    }

    private SecretAnswer Try(SessionSecret secret, ReadOnlySpan<byte> clientRandom, scoped in TlsRecord record)
    {
        RecordDecryptor decryptor = memory.CreateDecryptor(secret.Master, clientRandom, question.Sender);
        DecryptedRecord decrypted = FirstRecord.Decrypt(services, decryptor, question, record);
        if (decrypted.IsAuthenticated) return SecretAnswer.Decrypted(new FoundKeys(decryptor) { Master = secret }, decrypted);
        decryptor.Dispose();
        return default;
    }

    private IEnumerable<SessionSecret> Candidates(int length)
    {
        foreach (KeyLogEntry logged in services.Logged(new KeyLogKey(KeyLogLabel.ClientRandom, _handshake.ClientRandom!.Value.Span),
            length)) yield return Logged(logged, isCertain: !logged.FromTrailer);

        if (_handshake.ClientKeyExchange is null)
        {
            foreach (SessionSecret resumed in Resumed()) yield return resumed;
        }

        // Programs log them for the session of a full handshake.
        foreach (KeyLogEntry logged in services.Logged(new KeyLogKey(KeyLogLabel.SessionId, _handshake.ServerHello!.SessionId.Span),
            length)) yield return Logged(logged, isCertain: false);

        // Another run writes them for sessions that are resumed elsewhere.
        if (_handshake.ClientKeyExchange is null && _handshake.ClientHello!.SessionTicket is { IsEmpty: false } ticket &&
            services.Keys.Has(KeyLogLabel.SessionTicket))
        {
            foreach (KeyLogEntry logged in services.Logged(KeyLogKey.OfTicket(ticket.Span), length))
                yield return Logged(logged, isCertain: false);
        }

        if (_handshake.ClientKeyExchange is null) yield break;
        foreach (PremasterSecret premaster in memory.Premasters ??= PremasterSecrets.Find(services, memory))
        {
            if (Derive(premaster) is SessionSecret derived) yield return derived;
        }
    }

    private IEnumerable<SessionSecret> Resumed()
    {
        if (services.Sessions.Find(question.Client, question.Server,
            _handshake.ClientHello!.SessionTicket.GetValueOrDefault().Span) is SessionSecret byTicket) yield return byTicket;
        if (services.Sessions.Find(question.Client, question.Server, _handshake.ServerHello!.SessionId.Span) is SessionSecret byId)
            yield return byId;
    }

    private static SessionSecret Logged(in KeyLogEntry logged, bool isCertain) =>
        new(logged.Secret, LoggedSource.Of(logged), logged.Source, isCertain);

    private SessionSecret? Derive(PremasterSecret premaster)
    {
        RecordProtection protection = _handshake.Protection!;
        byte[] master;
        byte[]? sessionHash = null;
        if (_handshake.ServerHello!.ExtendedMasterSecret)
        {
            if (!_handshake.Transcript.TryGetThrough(Sender.Client, HandshakeType.ClientKeyExchange, out ReadOnlySpan<byte> transcript))
                return null;
            sessionHash = MasterSecret.SessionHash(protection, transcript);
            master = MasterSecret.DeriveExtended(protection, premaster.Bytes, sessionHash);
        }
        else
        {
            master = MasterSecret.Derive(protection, premaster.Bytes, _handshake.ClientHello!.Random.Span,
                _handshake.ServerHello.Random.Span);
        }

        return new SessionSecret(master, premaster.Source, premaster.KeyName, premaster.Certain)
        {
            Note = premaster.VersionNote(_handshake.ClientHello!),
            Derivation = new MasterDerivation(premaster.Bytes, sessionHash),
        };
    }
}
