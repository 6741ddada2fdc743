using System.Globalization;
using TlsDissect.Keys;
using TlsDissect.Protocol;

namespace TlsDissect;

/// <summary>Says what the given key logs lack for a connection, and how to ask for a key log.</summary>
internal static class KeyLogAdvice
{
    /// <summary>Maximum number of file names listed.</summary>
    private const int MaxNames = 3;

    /// <summary>Traffic secrets, those of application data first because users ask for that data.</summary>
    private static readonly KeyLogLabel[] TrafficSecrets =
        [KeyLogLabel.ClientTrafficSecret0, KeyLogLabel.ServerTrafficSecret0, KeyLogLabel.ClientHandshakeTrafficSecret,
            KeyLogLabel.ServerHandshakeTrafficSecret];

    /// <summary>For <see cref="DecryptionReason.NotInKeyLog"/>.</summary>
    public static string NotInKeyLog(ConnectionSummary connection, AdviceWording wording)
    {
        GivenKeys given = connection.Given;
        string lack = given.Secrets == 0
            ? WithoutSecrets(given, wording)
            : given.IsInnerHelloUntried
                ? $"{None(given)}, and not all were tried for an encrypted ClientHello (ECH); provide a key log of fewer connections"
            : given.Labels == 0
                ? $"{None(given)}; {Verb(given, "it was", "they were")} written by another process, or before this connection"
            : OtherLabels(connection);
        return DecryptionAdvice.BesideKeyLog(connection, wording) is string other ? $"{lack}; {other}" : lack;
    }

    /// <summary>What to provide: a key log or, if one was given, the right one, and what is wrong with the given one.</summary>
    public static string Provide(ConnectionSummary connection, AdviceWording wording) =>
        connection.Given.HasLogs ? $"the key log of this connection ({Lack(connection)})" : $"a key log{wording.KeyLog}";

    /// <summary>Offers a key log as an alternative to another key. Returns an empty string if no key log helps.</summary>
    public static string OrProvide(ConnectionSummary connection, AdviceWording wording, string orProvide = ", or provide ") =>
        connection.Version == ProtocolVersion.Ssl20 ? "" : $"{orProvide}{Provide(connection, wording)}";

    /// <summary>Names the given logs: <c>keys.log</c>, <c>2 key logs (a.log, b.log)</c>, <c>the capture's secrets block</c>.</summary>
    public static string Names(GivenKeys given)
    {
        if (given.KeyLogs.Count == 0) return LoggedSource.Block;
        string list = given.KeyLogs.Count <= MaxNames ? $" ({string.Join(", ", given.KeyLogs)})" : "";
        string logs = given.KeyLogs.Count == 1 ? given.KeyLogs[0] : $"{given.KeyLogs.Count} key logs{list}";
        return given.HasSecretsBlock ? $"{logs} and {LoggedSource.Block}" : logs;
    }

    /// <summary>A file may still be written; a block of a capture is complete.</summary>
    private static string WithoutSecrets(GivenKeys given, AdviceWording wording) => given.KeyLogs.Count > 0
        ? $"{NoSecrets(given)}; start the program with SSLKEYLOGFILE set to write them"
        : $"{NoSecrets(given)}; provide a key log{wording.KeyLog}";

    private static string NoSecrets(GivenKeys given) =>
        $"{Names(given)} {Verb(given, "contains", "contain")} no secrets{(given.KeyLogs.Count > 0 ? " yet" : "")}";

    /// <summary>A secrets block is what someone chose of a key log.</summary>
    private static string Whole(GivenKeys given) => given.KeyLogs.Count > 0 ? "the whole key log" : "the key log that it was made from";

    private static string Lack(ConnectionSummary connection)
    {
        GivenKeys given = connection.Given;
        if (given.Secrets == 0) return NoSecrets(given);
        if (given.Labels == 0) return given.ClientRandom.Length == 0 ? $"no secret of {Names(given)} decrypts it" : None(given);
        return Missing(connection).Count == 0
            ? $"the secret that {Names(given)} {Verb(given, "has", "have")} for it does not decrypt it"
            : OtherLabels(connection);
    }

    /// <summary>For a connection whose logged secrets are not the ones that it needs.</summary>
    private static string OtherLabels(ConnectionSummary connection)
    {
        GivenKeys given = connection.Given;
        List<KeyLogLabel> missing = Missing(connection);
        string needed = List(missing);
        string version = connection.Version.IsTls13() ? "TLS 1.3" : "TLS before 1.3";
        string random = Random(given);
        if (missing.Count == 0)
            return $"{Names(given)} {Verb(given, "lacks", "lack")} secrets for client random {random}; provide {Whole(given)}";
        if (connection.Version.IsTls13() && TrafficSecrets.Any(given.Has))
            return $"{Names(given)} {Verb(given, "lacks", "lack")} {needed} for client random {random}{Consequence(missing)}";
        string unused = given.Has(KeyLogLabel.ClientRandom) && connection.Version.IsTls13()
            ? $"TLS 1.3 does not use CLIENT_RANDOM; it needs {needed}"
            : $"{version} needs {needed}";
        return $"{Names(given)} {Verb(given, "has", "have")} only {List(Present(given))} for client random {random}; {unused}";
    }

    /// <summary>What the missing secrets mean: those of the handshake alone decrypt no application data.</summary>
    private static string Consequence(List<KeyLogLabel> missing) =>
        missing.TrueForAll(label => label is KeyLogLabel.ClientHandshakeTrafficSecret or KeyLogLabel.ServerHandshakeTrafficSecret)
            ? "; without them, handshake messages stay encrypted"
            : "";

    private static List<KeyLogLabel> Missing(ConnectionSummary connection)
    {
        GivenKeys given = connection.Given;
        if (!connection.Version.IsTls13())
            return given.Has(KeyLogLabel.ClientRandom) || given.Has(KeyLogLabel.PremasterClientRandom) ? [] : [KeyLogLabel.ClientRandom];
        List<KeyLogLabel> missing = [.. TrafficSecrets.Where(label => !given.Has(label))];
        bool isEarly = connection.ClientHelloList.Count > 0 && connection.ClientHelloList[^1].EarlyData;
        if (isEarly && !given.Has(KeyLogLabel.ClientEarlyTrafficSecret)) missing.Insert(0, KeyLogLabel.ClientEarlyTrafficSecret);
        return missing;
    }

    private static IEnumerable<KeyLogLabel> Present(GivenKeys given) => Enum.GetValues<KeyLogLabel>().Where(given.Has);

    private static string None(GivenKeys given)
    {
        string connections = given.Connections > KeyLogCensus.MaxConnections
            ? $"more than {Number(KeyLogCensus.MaxConnections)} connections"
            : Count(given.Connections, "connection");
        return $"{Names(given)} {Verb(given, "has", "have")} {Count(given.Secrets, "secret")} of {connections}, none for client random " +
            $"{Random(given)}";
    }

    private static string Random(GivenKeys given) =>
        $"{Convert.ToHexStringLower(given.ClientRandom.Span[..Math.Min(4, given.ClientRandom.Length)])}...";

    private static string List(IEnumerable<KeyLogLabel> labels)
    {
        string[] names = [.. labels.Select(label => label.LineName())];
        return names.Length < 2 ? string.Concat(names) : $"{string.Join(", ", names[..^1])} and {names[^1]}";
    }

    private static string Verb(GivenKeys given, string singular, string plural) =>
        given.KeyLogs.Count + (given.HasSecretsBlock ? 1 : 0) > 1 ? plural : singular;

    private static string Count(long count, string what) => $"{Number(count)} {what}{(count == 1 ? "" : "s")}";

    private static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
