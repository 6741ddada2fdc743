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
        ReadOnlySpan<byte> clientRandom = facts.Connection.ClientHelloList is [{ } hello, ..] ? hello.Random.Span : known.ClientRandom;
        if (numbers.HasFlag(Numbers.ClientRandom)) list.Add("client random", clientRandom);
        if (numbers.HasFlag(Numbers.ServerRandom) && facts.Hello is not null) list.Add("server random", facts.Hello.Random.Span);
        if (numbers.HasFlag(Numbers.Premaster)) MasterSecretNumbers.AddPremaster(list, facts, known);
        if (numbers.HasFlag(Numbers.SessionKeys)) MasterSecretNumbers.AddKeys(list, facts, known);
        if (numbers.HasFlag(Numbers.EarlyKeys)) TrafficSecretNumbers.AddEarly(list, facts, known);
        if (numbers.HasFlag(Numbers.HandshakeKeys)) TrafficSecretNumbers.AddHandshake(list, facts, known);
        if (numbers.HasFlag(Numbers.ApplicationKeys)) TrafficSecretNumbers.AddApplication(list, facts, known);
        return list.Lines;
    }

    /// <summary>The known numbers of the first handshake. The secrets may be those of a renegotiation.</summary>
    private SessionNumbers KnownOf(LessonFacts facts)
    {
        bool isFirst = _sessions.TryGetValue(facts.Connection.Id, out SessionNumbers? numbers) &&
            (facts.Connection.ClientHelloList is not [{ } hello, ..] || hello.Random.Span.SequenceEqual(numbers.ClientRandom));
        return isFirst ? numbers! : new SessionNumbers(showsSecrets);
    }
}
