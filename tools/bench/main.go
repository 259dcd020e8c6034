// Command bench measures how long the everyday steps take on this machine and prints the table of
// docs/reference/performance.md. Run it as `make bench`, with everything built: it measures the warm case.
package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"time"
)

// rounds is how often each step is measured; the median is told.
const rounds = 3

func main() {
	if err := run(os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// step is one thing that is measured.
type step struct {
	name   string
	target string
	// before runs outside the measurement.
	before func(round int) error
	args   []string
}

func run(out io.Writer) error {
	keep, err := os.MkdirTemp("", "bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(keep)
	source, restore, err := editable(filepath.Join("components", "cluster", "cluster.go"))
	if err != nil {
		return err
	}
	defer restore()
	try := filepath.Join("bin", "try")
	steps := []step{
		{name: "`try preview -stack prod`", target: "15 s", args: []string{try, "preview", "-stack", "prod", "-dir", keep}},
		{name: "`try up -stack prod`, from nothing", args: []string{try, "up", "-stack", "prod", "-dir", keep}, before: func(int) error {
			return os.RemoveAll(keep)
		}},
		{name: "`try up -stack prod`, nothing to change", args: []string{try, "up", "-stack", "prod", "-dir", keep}},
		{name: "unit tests of the cluster component", target: "20 s", args: []string{"go", "test", "-count=1", "./components/cluster"}},
		{
			name: "one line of a component edited, then built and previewed as `make preview STACK=prod` does", target: "30 s", before: source,
			args: []string{"sh", "-c", "go build -o " + try + " ./cmd/try && " + try + " preview -stack prod -dir " + keep},
		},
	}
	fmt.Fprintf(out, "| step | wall, median of %d | slowest | target |\n|---|---|---|---|\n", rounds)
	for _, s := range steps {
		times, err := s.measure()
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "| %s | %.1f s | %.1f s | %s |\n", s.name, times[len(times)/2].Seconds(), times[len(times)-1].Seconds(), s.target)
	}
	policies, err := policyTime()
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "\nPolicy pack on the production graph: %s.\n", policies)
	fmt.Fprintf(out, "\nMachine: %d cores, %s/%s, %s; %s.\n", runtime.NumCPU(), runtime.GOOS, runtime.GOARCH, processor(), runtime.Version())
	return nil
}

// measure returns the sorted times of all rounds, after one that warms up.
func (s step) measure() ([]time.Duration, error) {
	times := make([]time.Duration, 0, rounds)
	for round := -1; round < rounds; round++ {
		if s.before != nil {
			if err := s.before(round); err != nil {
				return nil, err
			}
		}
		start := time.Now()
		if output, err := exec.Command(s.args[0], s.args[1:]...).CombinedOutput(); err != nil {
			return nil, fmt.Errorf("%s: %w\n%s", strings.Join(s.args, " "), err, output)
		}
		if round >= 0 {
			times = append(times, time.Since(start))
		}
	}
	slices.Sort(times)
	return times, nil
}

// editable returns a function that changes one line of a source file, and one that puts the file back.
func editable(file string) (edit func(round int) error, restore func(), err error) {
	original, err := os.ReadFile(file)
	if err != nil {
		return nil, nil, err
	}
	edit = func(round int) error {
		changed := append(bytes.Clone(original), fmt.Sprintf("\nvar _ = %d\n", round)...)
		return os.WriteFile(file, changed, 0o644)
	}
	return edit, func() { _ = os.WriteFile(file, original, 0o644) }, nil
}

var benchmark = regexp.MustCompile(`(?m)^Benchmark(Resources|Stack)/production\S*/own\S*\s.*$`)

// policyTime runs the pack's own benchmark.
func policyTime() (string, error) {
	output, err := exec.Command("go", "test", "-run", "NONE", "-bench", ".", "-benchtime", "2s", "./policy").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("benchmark of the policy pack: %w\n%s", err, output)
	}
	lines := benchmark.FindAllString(string(output), -1)
	if len(lines) == 0 {
		return "", fmt.Errorf("the policy pack's benchmark printed nothing to read:\n%s", output)
	}
	for i, line := range lines {
		lines[i] = "`" + strings.Join(strings.Fields(line), " ") + "`"
	}
	return strings.Join(lines, ", "), nil
}

func processor() string {
	info, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return "processor unknown"
	}
	for _, line := range strings.Split(string(info), "\n") {
		if name, ok := strings.CutPrefix(line, "model name"); ok {
			return strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(name), ":"))
		}
	}
	return "processor unknown"
}
