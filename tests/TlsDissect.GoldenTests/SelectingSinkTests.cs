using System.Reflection;
using TlsDissect.Cli.Runs;

namespace TlsDissect.GoldenTests;

public class SelectingSinkTests
{
    [Fact]
    public void It_selects_among_the_events_of_every_kind() => Assert.All(
        typeof(ForwardingSink).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => method.GetParameters().Length > 0),
        method => Assert.Equal(typeof(SelectingSink), typeof(SelectingSink).GetMethod(method.Name)!.DeclaringType));
}
