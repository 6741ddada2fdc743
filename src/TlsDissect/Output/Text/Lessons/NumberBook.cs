using TlsDissect.Messages;

namespace TlsDissect.Output.Text.Lessons;

/// <summary>The numbers of the connections that are under way, for verbose explanations. Secret values are kept only where they are shown,
/// and only as long.</summary>
/// <param name="showsSecrets">Whether secrets are shown, not only their lengths.</param>
/// <param name="wording">Names the option that shows them.</param>
internal sealed class NumberBook(bool showsSecrets, AdviceWording wording)
{
    private readonly Dictionary<long, SessionNumbers> _sessions = [];

    /// <summary>A secret was verified.</summary>
    public void Add(ConnectionSummary connection, in VerifiedSecret secret)
    {
        if (!_sessions.TryGetValue(connection.Id, out SessionNumbers? numbers))
            _sessions.Add(connection.Id, numbers = new SessionNumbers(showsSecrets));
        numbers.Add(secret);
    }

    /// <summary>The connection is over and written.</summary>
    public void Forget(ConnectionSummary connection)
    {
        if (_sessions.Remove(connection.Id, out SessionNumbers? numbers)) numbers.Clear();
    }

    /// <summary>Overwrites what is still kept.</summary>
    public void Clear()
    {
        foreach (SessionNumbers numbers in _sessions.Values) numbers.Clear();
        _sessions.Clear();
    }

    /// <summary>The numbers of a step, one a line.</summary>
    public IReadOnlyList<NumberLine> Lines(LessonFacts facts, Numbers numbers)
    {
        if (numbers == Numbers.None) return [];
        NumberList list = new(showsSecrets, wording);
        SessionNumbers known = KnownOf(facts);
        if (numbers.HasFlag(Numbers.ClientRandom)) AddClientRandom(list, facts, known);
        if (numbers.HasFlag(Numbers.ServerRandom) && facts.Hello is not null) list.Add("server random", facts.Hello.Random.Span);
        if (numbers.HasFlag(Numbers.Premaster)) MasterSecretNumbers.AddPremaster(list, facts, known);
        if (numbers.HasFlag(Numbers.SessionKeys)) MasterSecretNumbers.AddKeys(list, facts, known);
        if (numbers.HasFlag(Numbers.EarlyKeys)) TrafficSecretNumbers.AddEarly(list, facts, known);
        if (numbers.HasFlag(Numbers.HandshakeKeys)) TrafficSecretNumbers.AddHandshake(list, facts, known);
        if (numbers.HasFlag(Numbers.ApplicationKeys)) TrafficSecretNumbers.AddApplication(list, facts, known);
        return list.Lines;
    }

    /// <summary>
    /// The random in the clear. The keys may be those of an encrypted hello with another random (RFC 9849 §5). In DTLS the hello with a
    /// cookie may have another one than the first, and counts.
    /// </summary>
    private static void AddClientRandom(NumberList list, LessonFacts facts, SessionNumbers known)
    {
        ClientHello[] inClear =
            [.. facts.Connection.ClientHelloList.Where(hello => hello.EncryptedClientHello is not { IsInner: true })];
        ClientHello? hello =
            Array.Find(inClear, hello => hello.Random.Span.SequenceEqual(known.ClientRandom)) ?? facts.Connection.CountedHello;
        ReadOnlySpan<byte> random = hello is not null ? hello.Random.Span : known.ClientRandom;
        list.Add("client random", random);
        if (known.ClientRandom.Length > 0 && !random.SequenceEqual(known.ClientRandom)) list.Add("inner client random", known.ClientRandom);
    }

    /// <summary>The known numbers of the first handshake. The secrets may be those of a renegotiation.</summary>
    private SessionNumbers KnownOf(LessonFacts facts) =>
        _sessions.TryGetValue(facts.Connection.Id, out SessionNumbers? numbers) && !IsOfRenegotiation(facts.Connection, numbers)
            ? numbers
            : new SessionNumbers(showsSecrets);

    private static bool IsOfRenegotiation(ConnectionSummary connection, SessionNumbers numbers) =>
        connection.MessageList.Exists(entry => entry is { Handshake: > 0, Message: ClientHello hello } &&
            hello.Random.Span.SequenceEqual(numbers.ClientRandom));
}
