using System.Globalization;

namespace TlsDissect.Output.Text;

/// <summary>How long a connection took to begin.</summary>
internal static class LatencyText
{
    private const double Second = 1e9, Millisecond = 1e6;

    /// <summary>All durations that are known, rounded; empty if none is.</summary>
    /// <param name="connection">It is over.</param>
    /// <param name="isExact">Whether they are written as exact seconds.</param>
    public static string Of(ConnectionSummary connection, bool isExact)
    {
        Latency latency = connection.Latency;
        List<string> parts = [];
        Add("TCP", latency.Tcp);
        Add("ServerHello", latency.ServerHello);
        Add("handshake", latency.Handshake);
        Add("first data", latency.FirstData);
        return string.Join(", ", parts);

        void Add(string name, long? nanoseconds)
        {
            if (nanoseconds is not long known) return;
            parts.Add($"{name} {(isExact ? $"{Seconds.Of(known, connection).ToString(CultureInfo.InvariantCulture)} s" : Rounded(known))}");
        }
    }

    /// <summary>Three digits or more: <c>0.123 ms</c>, <c>25.1 ms</c>, <c>1.50 s</c>.</summary>
    internal static string Rounded(long nanoseconds)
    {
        (double value, string unit) = nanoseconds >= Second ? (nanoseconds / Second, "s") : (nanoseconds / Millisecond, "ms");
        string format = value >= 10 ? "0.0" : value >= 1 ? "0.00" : "0.000";
        return $"{value.ToString(format, CultureInfo.InvariantCulture)} {unit}";
    }
}
